import { counted } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import { partLines } from '../shards/part-lines.ts';
import type { SweepCell } from './sweep-cell.ts';
import type { SweepResult } from './sweep-result.ts';

/** A sweep for people: a line for each combination of timers, with the prediction, and a recommendation. */
export function sweepTable(sweep: SweepResult): string {
  const { lab, fault, profile, trials, cells } = sweep;
  return [
    `${lab}: ${fault} with ${counted(cells.length, 'combination')} of timers, ${counted(trials, 'trial')} each, profile ${profile}`,
    '',
    textTable(sweepRows(sweep)),
    '',
    ...partLines(sweep, 'sweep'),
    ...recommendation(sweep),
  ].join('\n');
}

/** A row for each combination of timers; the first row is the heading. */
export function sweepRows({ cells }: Pick<SweepResult, 'cells'>): string[][] {
  const titles = cells.find(({ directions }) => directions.length > 0)?.directions.map(({ title }) => title);
  return [
    ['TIMERS', ...(titles ?? []).flatMap((title) => [title, 'worst', 'predicted'])],
    ...cells.map(({ title, directions, problem }) => [
      title,
      ...(directions.length === 0
        ? [problem ?? 'nothing measured']
        : directions.flatMap(({ medianMs, maxMs, predicted }) => [
            length(medianMs),
            length(maxMs),
            predicted ? `${duration(predicted.minMs)} to ${duration(predicted.maxMs)}` : '-',
          ])),
    ]),
  ];
}

/** The timers to choose, as a sentence; none if no limit was given. */
export function recommendation({
  limitSeconds,
  recommended,
}: Pick<SweepResult, 'limitSeconds' | 'recommended'>): string[] {
  if (recommended === null || limitSeconds === null) return [];
  return recommended.length === 0
    ? [`No combination kept the limit of ${limitSeconds} s in every trial.`]
    : [`The longest timers with which no outage was above ${limitSeconds} s: ${recommended.join('; or ')}.`];
}

/** The result of one combination in a line. */
export function cellLine({ title, directions, problem }: SweepCell): string {
  if (directions.length === 0) return `${title}: ${problem?.split('\n', 1)[0] ?? 'nothing measured'}`;
  return `${title}: ${directions.map((one) => `${one.title} ${length(one.medianMs)}`).join(', ')}`;
}

const length = (milliseconds: number | null): string =>
  milliseconds === null ? 'not back' : duration(milliseconds);
