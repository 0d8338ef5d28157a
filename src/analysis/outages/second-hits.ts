import { z } from 'zod';
import { type Bracket, middleOf, spread } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import { byFlow, type Hit, packetsIn } from './hits.ts';
import { lengthOf } from './loss-periods.ts';
import { outageFrom, outageSchema } from './outage.ts';

const count = z.int().nonnegative();

export const secondHitsSchema = z
  .object({
    lossPeriods: count,
    flows: count.describe('How many flows they happened to.'),
    packetsLost: count,
    packetsLate: count,
    longest: outageSchema.nullable().describe('Null: there were none.'),
    firstAtMs: z
      .number()
      .nullable()
      .describe('When the first one began, from the event. Null: there were none.'),
    cause: z
      .string()
      .exactOptional()
      .describe(
        'What happened on a node just before the longest of them, in words. Absent: there were none, or the result is from a version that did not look.',
      ),
  })
  .readonly()
  .describe(
    'Losses that began when the outage was over, or when the fault was undone: for instance because the replacement came back.',
  );

export type SecondHits = z.infer<typeof secondHitsSchema>;

export function secondHits(later: readonly Hit[], t0: Bracket): SecondHits {
  const longest = spread(later.map(({ period }) => lengthOf(period)))?.max;
  const first = later[0]?.period.firstImpaired;
  return {
    lossPeriods: later.length,
    flows: byFlow(later).length,
    packetsLost: packetsIn(later, 'lost'),
    packetsLate: packetsIn(later, 'late'),
    longest: longest === undefined ? null : outageFrom(longest),
    firstAtMs: first === undefined ? null : msFromNs(first - middleOf(t0)),
  };
}
