import { z } from 'zod';
import { msFromNs, nsPerMs } from '../../base/milliseconds.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { processorSchema } from '../../observations/processor.ts';
import { directionNames } from '../../topology/direction.ts';
import { Histogram } from '../statistics/histogram.ts';

/** Above this lateness of the sender (p99.9) a trial is contended (docs/trust.md, "Was the machine too busy?"). */
export const contendedLatenessMs = 10;

/** A trial is contended when processes outside the lab used more than this share of the CPU. */
export const contendedOtherShare = 0.35;
/** The same for other machines on the same host. */
export const contendedStolenShare = 0.05;

const ms = z.number();

export const contentionSchema = z
  .object({
    senders: z
      .array(
        z
          .object({
            direction: z.enum(directionNames),
            sender: z.string(),
            receiver: z.string(),
            latenessP999Ms: ms.nullable().describe('Null: no packet was sent in the window.'),
            latenessMaxMs: ms.nullable(),
          })
          .readonly(),
      )
      .readonly()
      .describe('How late packets left, compared with the fixed schedule of their sender.'),
    processor: processorSchema.exactOptional().describe('Absent: not observed.'),
    reasons: z.array(z.string()).readonly().describe('In words; none if the machine had enough time.'),
    contended: z.boolean(),
  })
  .readonly()
  .describe('Whether the machine had enough time for the measurement.');

export type Contention = z.infer<typeof contentionSchema>;

/**
 * Whether the machine had enough time for the measurement: how late every sender was, and how much other processes used
 * the processors. A late sender widens the bracket of an outage, but never lengthens the outage.
 */
export function contention({
  directions,
  window,
  processor,
}: Pick<Observations, 'window' | 'processor'> & {
  readonly directions: readonly DirectionObservations[];
}): Contention {
  const measured = directions.map((direction) => ({ direction, histogram: lateness(direction, window) }));
  const limit = contendedLatenessMs * nsPerMs;
  const { otherShare = 0, stolenShare = 0 } = processor ?? {};
  const reasons = [
    ...(measured.some(({ histogram }) => (histogram.quantile(0.999) ?? 0) > limit)
      ? [`the machine was too busy to send on time (p99.9 above ${contendedLatenessMs} ms)`]
      : []),
    ...(otherShare > contendedOtherShare
      ? [`other processes used more than ${percent(contendedOtherShare)} of the CPU`]
      : []),
    ...(stolenShare > contendedStolenShare
      ? [`other machines on the same host took more than ${percent(contendedStolenShare)} of the CPU`]
      : []),
  ];
  return {
    senders: measured.map(({ direction, histogram }) => ({
      direction: direction.name,
      sender: direction.sender,
      receiver: direction.receiver,
      latenessP999Ms: msOrNull(histogram.quantile(0.999)),
      latenessMaxMs: msOrNull(histogram.max),
    })),
    ...(processor && { processor }),
    reasons,
    contended: reasons.length > 0,
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/**
 * Senders keep an absolute schedule, packet k at `start + k/rate`, so a flow's start is what its most punctual
 * packet says: its lateness is taken as 0.
 */
function lateness(direction: DirectionObservations, window: Observations['window']): Histogram {
  const interval = 1e9 / direction.ratePerFlow;
  const histogram = new Histogram();
  for (const { sent } of direction.flows) {
    let start = Number.POSITIVE_INFINITY;
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      if (at >= window.from && at <= window.to) start = Math.min(start, at - index * interval);
    }
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      if (at >= window.from && at <= window.to) histogram.add(at - index * interval - start);
    }
  }
  return histogram;
}

function msOrNull(ns: number | undefined): number | null {
  return ns === undefined ? null : msFromNs(ns);
}
