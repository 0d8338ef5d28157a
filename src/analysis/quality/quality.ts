import { z } from 'zod';
import { counted, countedWere } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import type { Observations } from '../../observations/observations.ts';
import type { DirectionHits } from '../outages/direction-hits.ts';
import type { HostStall } from '../outages/host-stalls.ts';
import type { Contention } from './contention.ts';
import { contentionFlags } from './contention-flags.ts';
import { flowFlags } from './flow-flags.ts';
import { impairedBefore } from './impaired-before.ts';
import { precisionFlags } from './precision-flags.ts';
import { doubtful, invalid, type QualityFlag, qualityFlagSchema } from './quality-flag.ts';
import { stallFlags } from './stall-flags.ts';
import { tunnelCoverage, tunnelCoverageSchema } from './tunnel-coverage.ts';

const count = z.int().nonnegative();

export const qualitySchema = z
  .object({
    valid: z.boolean().describe('Whether no flag has the severity invalid.'),
    packetsLostBeforeFault: count,
    packetsLateBeforeFault: count,
    flowsPerTunnel: z
      .array(tunnelCoverageSchema)
      .readonly()
      .describe('Before T0, for every tunnel that routing has for the direction.'),
    flags: z.array(qualityFlagSchema).readonly(),
  })
  .readonly()
  .describe("Whether the trial's figures can be trusted.");

export type Quality = z.infer<typeof qualitySchema>;

/**
 * Judges whether a trial's figures can be trusted: what was wrong before the fault, or with the measurement itself.
 *
 * @param options.machine whether the machine had enough time for the measurement
 * @param options.outOfReach whether nothing happened where a flow can pass
 * @param options.hasClients whether the lab has point-to-site clients
 */
export function quality(
  directions: readonly (DirectionHits & { readonly pair: string })[],
  observations: Observations,
  options: {
    readonly delayThresholdMs: number;
    readonly stalls: readonly HostStall[];
    readonly machine: Contention;
    readonly outOfReach: boolean;
    readonly hasClients: boolean;
  },
): Quality {
  const before = directions.map((hits) => impairedBefore(hits, observations, options.delayThresholdMs));
  const lost = before.reduce((count, own) => count + own.lost, 0);
  const late = before.reduce((count, own) => count + own.late, 0);
  const flags: readonly QualityFlag[] = [
    ...(lost > 0
      ? [invalid('loss-before-fault', `${countedWere(lost, 'packet')} lost before the fault`)]
      : []),
    ...(late > 0
      ? [
          doubtful(
            'late-before-fault',
            `${counted(late, 'packet')} took more than ${duration(options.delayThresholdMs)} before the fault`,
          ),
        ]
      : []),
    ...flowFlags(
      directions.map(({ direction }) => direction),
      observations,
    ),
    ...(options.outOfReach ? [unmet(observations, options.hasClients)] : []),
    ...stallFlags(options.stalls, directions, observations),
    ...contentionFlags(options.machine),
    ...precisionFlags(directions, observations),
  ];
  return {
    valid: flags.every(({ severity }) => severity !== 'invalid'),
    packetsLostBeforeFault: lost,
    packetsLateBeforeFault: late,
    flowsPerTunnel: directions.flatMap(({ pair, direction }) => tunnelCoverage(pair, direction)),
    flags,
  };
}

/** Losses that the flows had all the same are of another cause, such as a busy machine. */
function unmet({ events, pairs }: Observations, hasClients: boolean): QualityFlag {
  const targets = [...new Set(events.map(({ target }) => target))].join(' or ');
  const flows = pairs.map(({ near, far }) => `${near} and ${far}`).join(', ');
  return invalid(
    'fault-out-of-reach',
    `nothing that is measured passes ${targets}: the flows run between ${flows}${hasClients ? ', and no client was disconnected' : ''}`,
  );
}
