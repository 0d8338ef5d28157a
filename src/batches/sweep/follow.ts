import { z } from 'zod';
import type { SweepCell } from './sweep-cell.ts';

const followSchema = z.object({
  setting: z.string().describe('The number that was varied, by its path in a profile.'),
  direction: z.string(),
  follows: z.boolean().describe('Whether the outage changes with it by more than trials differ anyway.'),
  slopeMs: z
    .number()
    .nullable()
    .describe('By how many ms the median outage changes for each unit of the number. Null: it is no number.'),
  fromMs: z.number().describe('The smallest median.'),
  toMs: z.number().describe('The largest median.'),
});

/** How far an outage follows a number that was varied. */
export type Follow = z.infer<typeof followSchema>;

export const followsSchema = z
  .array(followSchema)
  .describe(
    'For every number that was varied by its path, and every direction with an outage. Absent: none was.',
  );

/** Less than this is the machine, not the timer. */
const leastDifferenceMs = 100;
/** Nor is a difference below this part of the outage. */
const leastPart = 0.1;

/** How far the outages of a sweep follow each number that was varied. */
export function followsOf(cells: readonly SweepCell[]): Follow[] {
  const paths = [...new Set(cells.flatMap(({ settings = {} }) => Object.keys(settings)))];
  const titles = cells.find(({ directions }) => directions.length > 0)?.directions ?? [];
  return paths.flatMap((setting) =>
    titles.flatMap(({ title }, index): Follow[] => {
      const points = cells.flatMap(({ settings = {}, directions }) => {
        const [value, median] = [settings[setting], directions[index]?.medianMs];
        return value === undefined || median == null ? [] : [{ value, median }];
      });
      const means = meansByValue(points);
      if (means.length < 2) return [];
      const medians = means.map(({ median }) => median);
      // The phase of a timer is random: trials differ by as much as the predicted range is wide, whatever was varied.
      const byChance = Math.max(
        0,
        ...cells.map(({ directions }) => {
          const predicted = directions[index]?.predicted;
          return predicted ? predicted.maxMs - predicted.minMs : 0;
        }),
      );
      const [fromMs, toMs] = [Math.min(...medians), Math.max(...medians)];
      return [
        {
          setting,
          direction: title,
          follows: toMs - fromMs > Math.max(leastDifferenceMs, leastPart * toMs, byChance),
          slopeMs: slopeOf(means),
          fromMs,
          toMs,
        },
      ];
    }),
  );
}

interface Point {
  readonly value: number | boolean;
  readonly median: number;
}

/** The mean of the medians for each value, whatever the other numbers were. */
function meansByValue(points: readonly Point[]): Point[] {
  return [...new Set(points.map(({ value }) => value))].map((value) => {
    const own = points.filter((point) => point.value === value).map(({ median }) => median);
    return { value, median: own.reduce((sum, median) => sum + median, 0) / own.length };
  });
}

/** By least squares, rounded to three digits behind the point. */
function slopeOf(points: readonly Point[]): number | null {
  const numbers = points.flatMap(({ value, median }) =>
    typeof value === 'number' ? [{ value, median }] : [],
  );
  if (numbers.length !== points.length) return null;
  const mean = (of: (point: (typeof numbers)[number]) => number) =>
    numbers.reduce((sum, point) => sum + of(point), 0) / numbers.length;
  const [x, y] = [mean(({ value }) => value), mean(({ median }) => median)];
  const across = mean(({ value, median }) => (value - x) * (median - y));
  const square = mean(({ value }) => (value - x) ** 2);
  return Math.round((1000 * across) / square) / 1000;
}
