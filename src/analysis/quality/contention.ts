import { z } from 'zod';
import { duration } from '../../base/duration.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import type { Stretch } from '../../base/stretch.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { type ProcessorObservation, processorSchema } from '../../observations/processor.ts';
import { directionNames } from '../../topology/direction.ts';
import { lateness, latestIn } from './lateness.ts';

/** An outage is wrong by too much above this lateness of a sender: one interval of a flow at the default rate. */
export const harmlessLatenessMs = 10;

/** Above these shares of the CPU, others are named. */
const noticeableOtherShare = 0.35;
const noticeableStolenShare = 0.05;

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
    outageLatenessMs: ms
      .nullable()
      .describe(
        'How late a packet left at most between an event and the return of the last flow: daemons may have acted as late. Null: no outage.',
      ),
    processor: processorSchema.exactOptional().describe('Absent: not observed.'),
    reasons: z.array(z.string()).readonly().describe('In words; none if the machine had enough time.'),
    contended: z.boolean().describe('Whether the figures may be wrong because the machine was busy.'),
  })
  .readonly()
  .describe('Whether the machine had enough time for the measurement.');

export type Contention = z.infer<typeof contentionSchema>;

/**
 * Whether the machine had enough time for the measurement. What counts is how late the senders were while the figures were
 * made: then the bracket of an outage is wider, and a daemon that had to act just then was probably as late.
 *
 * @param options.outages when the figures were made
 */
export function contention({
  directions,
  window,
  processor,
  outages,
}: Pick<Observations, 'window' | 'processor'> & {
  readonly directions: readonly DirectionObservations[];
  readonly outages: readonly Stretch[];
}): Contention {
  const bySender = directions.map((direction) => latestIn(direction, window, outages));
  const latestMs = outages.map((_, index) =>
    msFromNs(Math.max(0, ...bySender.map((own) => own[index] ?? 0))),
  );
  const outageLatenessMs = latestMs.length === 0 ? null : Math.max(...latestMs);
  const reasons = isHarmful(outageLatenessMs ?? 0) ? [reason(outageLatenessMs ?? 0, processor)] : [];
  return {
    senders: directions.map((direction) => {
      const histogram = lateness(direction, window);
      return {
        direction: direction.name,
        sender: direction.sender,
        receiver: direction.receiver,
        latenessP999Ms: msOrNull(histogram.quantile(0.999)),
        latenessMaxMs: msOrNull(histogram.max),
      };
    }),
    outageLatenessMs,
    ...(processor && { processor }),
    reasons,
    contended: reasons.length > 0,
  };
}

/** Whether an outage may be wrong by so much that it matters: a packet left so late while it lasted. */
export const isHarmful = (latenessMs: number): boolean => latenessMs > harmlessLatenessMs;

function reason(lateMs: number, processor: Partial<ProcessorObservation> = {}): string {
  const others = othersText(processor);
  const because = others === undefined ? '' : ` (${others})`;
  return `the machine was too busy during an outage, which may be wrong by ${duration(lateMs)} or more: so late did packets leave, and daemons may have acted as late${because}`;
}

/** Who else used much of the machine, as a clause; undefined: nobody. */
export function othersText({
  otherShare = 0,
  stolenShare = 0,
}: Partial<ProcessorObservation>): string | undefined {
  const users = [
    ...(otherShare > noticeableOtherShare ? [`other processes used ${percent(otherShare)} of the CPU`] : []),
    ...(stolenShare > noticeableStolenShare
      ? [`other machines on the same host took ${percent(stolenShare)} of the CPU`]
      : []),
  ];
  return users.length === 0 ? undefined : users.join(', and ');
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function msOrNull(ns: number | undefined): number | null {
  return ns === undefined ? null : msFromNs(ns);
}
