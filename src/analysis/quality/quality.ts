import { z } from 'zod';
import { halfWidthOf } from '../../base/bracket.ts';
import { msFromNs, nsPerMs } from '../../base/milliseconds.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import { directionNames } from '../../topology/direction.ts';
import type { DirectionHits } from '../outages/direction-hits.ts';
import type { Hit } from '../outages/hits.ts';
import { flowSpread } from '../traffic/flow-spread.ts';

/** A recovery counts as lasting after this long without further impairment (RFC 6412, 3.7.5). */
const sustainedMs = 5000;

const count = z.int().nonnegative();

const qualityFlagSchema = z
  .object({
    code: z.enum([
      'loss-before-fault',
      'late-before-fault',
      'nothing-before-fault',
      'tunnel-without-flows',
      'path-unknown',
      'flows-strayed',
      'contended',
      'coarse-bracket',
      't0-uncertain',
      'short-watch',
    ]),
    severity: z
      .enum(['invalid', 'doubtful'])
      .describe('invalid: the figures cannot be used. doubtful: read them with the message in mind.'),
    message: z.string(),
  })
  .readonly();

export type QualityFlag = z.infer<typeof qualityFlagSchema>;

export const qualitySchema = z
  .object({
    valid: z.boolean().describe('Whether no flag has the severity invalid.'),
    packetsLostBeforeFault: count,
    packetsLateBeforeFault: count,
    flowsPerTunnel: z
      .array(
        z
          .object({
            pair: z.string().describe('The pair of hosts, by its name in pairs.'),
            direction: z.enum(directionNames),
            tunnel: z.string(),
            flows: count,
          })
          .readonly(),
      )
      .readonly()
      .describe('Before T0, for every tunnel that routing has for the direction.'),
    flags: z.array(qualityFlagSchema).readonly(),
  })
  .readonly()
  .describe("Whether the trial's figures can be trusted.");

export type Quality = z.infer<typeof qualitySchema>;

/** Whether a trial's figures can be trusted: what was wrong before the fault, or with the measurement itself. */
export function quality(
  directions: readonly (DirectionHits & { readonly pair: string })[],
  observations: Observations,
  options: { readonly delayThresholdMs: number; readonly contendedBy: readonly string[] },
): Quality {
  const before = directions.map(({ hits }) => impairedBefore(hits, observations, options.delayThresholdMs));
  const lost = before.reduce((count, own) => count + own.lost, 0);
  const late = before.reduce((count, own) => count + own.late, 0);
  const flowsPerTunnel = directions.flatMap(({ pair, direction }) =>
    coverage(direction).map((own) => ({ pair, direction: direction.name, ...own })),
  );
  const flags: readonly QualityFlag[] = [
    ...(lost > 0 ? [invalid('loss-before-fault', `${lost} packets were lost before the fault`)] : []),
    ...(late > 0
      ? [
          doubtful(
            'late-before-fault',
            `${late} packets took more than ${options.delayThresholdMs} ms before the fault`,
          ),
        ]
      : []),
    ...nothingBefore(directions, observations),
    ...directions.flatMap(({ direction }) => withoutFlows(direction)),
    ...pathUnknown(directions),
    ...strayed(directions),
    ...options.contendedBy.map((reason) => doubtful('contended', reason)),
    ...coarse(directions),
    ...t0Uncertain(directions, observations),
    ...shortWatch(directions, observations),
  ];
  return {
    valid: flags.every(({ severity }) => severity !== 'invalid'),
    packetsLostBeforeFault: lost,
    packetsLateBeforeFault: late,
    flowsPerTunnel,
    flags,
  };
}

function invalid(code: QualityFlag['code'], message: string): QualityFlag {
  return { code, severity: 'invalid', message };
}

function doubtful(code: QualityFlag['code'], message: string): QualityFlag {
  return { code, severity: 'doubtful', message };
}

/**
 * Packets impaired before the fault. A packet may be on its way for as long as the delay threshold. So in a loss period
 * that reaches beyond T0, only packets that were sent earlier than that before T0 count.
 */
function impairedBefore(
  { before, outage }: DirectionHits['hits'],
  { t0 }: Observations,
  delayThresholdMs: number,
): { readonly lost: number; readonly late: number } {
  const inFlightFrom = t0.lower - delayThresholdMs * nsPerMs;
  const counts = { lost: 0, late: 0 };
  const add = ({ flow, period }: Hit, until: number) => {
    for (let index = period.firstIndex; index <= period.lastIndex; index += 1) {
      if ((flow.sent[index] ?? Number.NaN) >= until) break;
      counts[Number.isNaN(flow.received[index] ?? Number.NaN) ? 'lost' : 'late'] += 1;
    }
  };
  for (const hit of before) add(hit, Number.POSITIVE_INFINITY);
  for (const hit of outage) add(hit, inFlightFrom);
  return counts;
}

/** How many flows each tunnel that routing has for the direction carried before T0. */
function coverage(direction: DirectionObservations) {
  return direction.expectedTunnels.map((tunnel) => ({
    tunnel,
    flows: direction.flows.filter(({ tunnelBefore: path = '' }) => tunnelsOf(path).includes(tunnel)).length,
  }));
}

function withoutFlows(direction: DirectionObservations): readonly QualityFlag[] {
  return coverage(direction)
    .filter(({ flows }) => flows === 0)
    .map(({ tunnel }) =>
      invalid('tunnel-without-flows', `${tunnel} carried no flow from ${way(direction)} before the fault`),
    );
}

/** In words: "Azure to site". */
const way = ({ from, to }: DirectionObservations): string => `${from} to ${to}`;

function nothingBefore(
  directions: readonly DirectionHits[],
  { window, t0 }: Observations,
): readonly QualityFlag[] {
  return directions.flatMap(({ direction }) => {
    const silent = direction.flows.filter(
      ({ sent }) => !sent.some((at) => at >= window.from && at < t0.lower),
    ).length;
    return silent === 0
      ? []
      : [
          invalid(
            'nothing-before-fault',
            `${silent} flows from ${way(direction)} sent nothing before the fault`,
          ),
        ];
  });
}

function pathUnknown(directions: readonly DirectionHits[]): readonly QualityFlag[] {
  return directions.flatMap(({ direction }) => {
    const unknown = direction.flows.filter(({ tunnelBefore }) => tunnelBefore === undefined).length;
    return unknown === 0
      ? []
      : [
          doubtful(
            'path-unknown',
            `the tunnel of ${unknown} of ${direction.flows.length} flows from ${way(direction)} is not known`,
          ),
        ];
  });
}

/** A flow must stay on its path while nothing changes; otherwise it is unknown which path the fault took from it. */
function strayed(directions: readonly DirectionHits[]): readonly QualityFlag[] {
  return directions.flatMap(({ direction }) => {
    const count = flowSpread(direction)?.flowsStrayed ?? 0;
    return count === 0
      ? []
      : [doubtful('flows-strayed', `${count} flows ${way(direction)} changed their tunnel before the fault`)];
  });
}

/** When a sender stalls just as an outage begins or ends, the bracket becomes wider than one interval. */
function coarse(directions: readonly DirectionHits[]): readonly QualityFlag[] {
  return directions.flatMap(({ direction, pools }) => {
    const widest = pools
      .map(({ length }) => length.upper - length.lower)
      .filter((width) => Number.isFinite(width))
      .reduce((a, b) => Math.max(a, b), 0);
    return widest / 2 <= 1.5 * (1e9 / direction.ratePerFlow)
      ? []
      : [
          doubtful(
            'coarse-bracket',
            `an outage from ${way(direction)} is known only to ± ${msFromNs(widest / 2)} ms, because nothing was sent around its beginning or end`,
          ),
        ];
  });
}

function t0Uncertain(directions: readonly DirectionHits[], { t0 }: Observations): readonly QualityFlag[] {
  const interval = Math.min(...directions.map(({ direction }) => 1e9 / direction.ratePerFlow));
  const halfWidth = halfWidthOf(t0);
  return halfWidth <= interval
    ? []
    : [doubtful('t0-uncertain', `T0 is known only to ± ${msFromNs(halfWidth)} ms`)];
}

function shortWatch(directions: readonly DirectionHits[], { window }: Observations): readonly QualityFlag[] {
  return directions.flatMap(({ direction, pools }) => {
    const lastEnd = pools.reduce((last, { end }) => Math.max(last, end.upper), Number.NEGATIVE_INFINITY);
    const watched = window.to - lastEnd;
    return pools.length === 0 || !Number.isFinite(lastEnd) || watched >= sustainedMs * nsPerMs
      ? []
      : [
          doubtful(
            'short-watch',
            `the way from ${way(direction)} was watched for only ${msFromNs(watched)} ms after its recovery (RFC 6412: ${sustainedMs} ms)`,
          ),
        ];
  });
}
