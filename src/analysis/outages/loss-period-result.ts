import { z } from 'zod';
import { type Bracket, middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import type { Hit } from './hits.ts';

const ms = z.number();
const count = z.int().nonnegative();

export const lossPeriodSchema = z
  .object({
    flow: count.describe('Its index among the flows of the direction.'),
    event: count.describe('The event that it followed, by its index in events.'),
    kind: z.enum(['outage', 'second-hit']),
    firstImpairedMs: ms.describe(
      'When its first impaired packet was sent, from T0; the other three times likewise.',
    ),
    lastImpairedMs: ms,
    lastGoodBeforeMs: ms.nullable().describe('Null: the flow was impaired when the window began.'),
    firstGoodAfterMs: ms.nullable().describe('Null: the flow was not back when the window ended.'),
    lost: count.describe('Packets that never arrived.'),
    late: count.describe('Packets that arrived later than the delay threshold.'),
  })
  .readonly()
  .describe('Packets of one flow in a row that were lost or late (RFC 3357).');

export type LossPeriodResult = z.infer<typeof lossPeriodSchema>;

/** A loss period as a result states it. */
export function lossPeriodResult(
  { flow, period }: Hit,
  kind: LossPeriodResult['kind'],
  event: number,
  t0: Bracket,
): LossPeriodResult {
  const sinceT0 = (time: number) => msFromNs(time - middleOf(t0));
  const orNull = (time: number | undefined) => (time === undefined ? null : sinceT0(time));
  return {
    flow: flow.index,
    event,
    kind,
    firstImpairedMs: sinceT0(period.firstImpaired),
    lastImpairedMs: sinceT0(period.lastImpaired),
    lastGoodBeforeMs: orNull(period.lastGoodBefore),
    firstGoodAfterMs: orNull(period.firstGoodAfter),
    lost: period.lost,
    late: period.late,
  };
}
