import { z } from 'zod';
import { difference, middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import { type AppliedFault, parameterValuesSchema } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { returnsOf } from '../../observations/returns.ts';
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
    away: z
      .array(
        z
          .object({
            node: z.string(),
            plannedSeconds: z.number().describe('From the event until its replacement starts, as planned.'),
            awayMs: z
              .number()
              .nullable()
              .describe(
                'From the event until its replacement ran, as observed. Null: it was not seen to run.',
              ),
          })
          .readonly(),
      )
      .readonly()
      .describe('How long each machine was away that is replaced.'),
    figures: z.array(eventFiguresSchema).readonly().describe('One for each direction of each pair.'),
    clients: z
      .array(clientResultSchema)
      .readonly()
      .exactOptional()
      .describe('The clients of a point-to-site gateway. Absent: the lab has none.'),
  })
  .readonly()
  .describe('A fault that was applied, and what it did.');

export type EventResult = z.infer<typeof eventResultSchema>;

/** An event without its figures. */
export function plainEvent(
  event: AppliedFault,
  { t0, nodeEvents }: Pick<Observations, 't0' | 'nodeEvents'>,
): Omit<EventResult, 'figures' | 'clients'> {
  const { fault, target, parameters, appliedAt, undoneAt, deadNodes, away } = event;
  const returns = returnsOf(event, { nodeEvents });
  const zero = { lower: middleOf(t0), upper: middleOf(t0) };
  return {
    fault,
    target,
    ...(parameters && { parameters }),
    at: measured(difference(appliedAt, zero)),
    undoneAtMs: undoneAt === undefined ? null : msFromNs(undoneAt - middleOf(t0)),
    deadNodes,
    away: away.map(({ node, seconds }) => {
      const back = returns.find((own) => own.node === node);
      return {
        node,
        plannedSeconds: seconds,
        awayMs: back ? msFromNs(back.time - middleOf(appliedAt)) : null,
      };
    }),
  };
}
