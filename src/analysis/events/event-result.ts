import { z } from 'zod';
import { difference, middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import { type AppliedFault, absenceSchema, parameterValuesSchema } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { measured, measuredSchema } from '../outages/outage.ts';
import { clientResultSchema } from '../recovery/clients.ts';
import { eventFiguresSchema } from './event-figures.ts';

export const eventResultSchema = z
  .object({
    fault: z.string(),
    target: z.string(),
    parameters: parameterValuesSchema.exactOptional().describe('Absent: none were given.'),
    at: measuredSchema.describe(
      'When it took effect, from T0. The first event defines T0, so its estimate is 0.',
    ),
    undoneAtMs: z
      .number()
      .nullable()
      .describe('When undoing it began, from T0. Null: it was not undone, or there was nothing to undo.'),
    deadNodes: z.array(z.string()).readonly().describe('Machines that it took away.'),
    away: z.array(absenceSchema).readonly().describe('How long each of them stays away, as planned.'),
    figures: z
      .array(eventFiguresSchema)
      .readonly()
      .describe(
        'One for each direction of each pair. Empty: this event was not analysed by itself, and what followed it is in the figures of an earlier event.',
      ),
    clients: z
      .array(clientResultSchema)
      .readonly()
      .exactOptional()
      .describe(
        'The clients of a point-to-site gateway. Absent: the lab has none, or the event was not analysed by itself.',
      ),
  })
  .readonly()
  .describe('A fault that was applied, and what it did.');

export type EventResult = z.infer<typeof eventResultSchema>;

/** An event without its figures. */
export function plainEvent(
  { fault, target, parameters, appliedAt, undoneAt, deadNodes, away }: AppliedFault,
  { t0 }: Pick<Observations, 't0'>,
): Omit<EventResult, 'figures' | 'clients'> {
  const zero = { lower: middleOf(t0), upper: middleOf(t0) };
  return {
    fault,
    target,
    ...(parameters && { parameters }),
    at: measured(difference(appliedAt, zero)),
    undoneAtMs: undoneAt === undefined ? null : msFromNs(undoneAt - middleOf(t0)),
    deadNodes,
    away,
  };
}
