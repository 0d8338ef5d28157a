import { counted } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import { besideAzureText } from '../../definition/azure/bgp.ts';
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
    ...followLines(sweep),
    ...recommendation(sweep),
  ].join('\n');
}

/** For each combination of timers its title, and a row for each direction; the first row is the heading. */
export function sweepRows({ cells }: Pick<SweepResult, 'cells'>): string[][] {
  const heading = ['TIMERS', 'median', 'worst', 'predicted', 'decided by'];
  return [
    heading,
    ...cells.flatMap((cell) => [
      [titleOf(cell), ...heading.slice(1).map(() => '')],
      ...cell.directions.map(({ title, medianMs, maxMs, predicted, decidedBy = [] }) => [
        `  ${title}`,
        length(medianMs),
        length(maxMs),
        predicted ? `${duration(predicted.minMs)} to ${duration(predicted.maxMs)}` : '-',
        decidedBy.length === 0 ? '-' : decidedBy.join(', '),
      ]),
    ]),
  ];
}

/** "DPD 9 s, BGP 3/9 s", and what Azure would make of them, or why nothing was measured. */
function titleOf({ title, directions, problem, besideAzure }: SweepCell): string {
  const beside = besideAzure ? ` (${besideAzureText[besideAzure]})` : '';
  return directions.length === 0 ? `${title}${beside}: ${problem ?? 'nothing measured'}` : title + beside;
}

/** How far the outages follow the numbers that were varied, a sentence for each. */
export const followLines = ({ follows }: Pick<SweepResult, 'follows'>): string[] =>
  (follows ?? []).map(({ setting, direction, follows: does, slopeMs, fromMs, toMs }) => {
    const range = `medians ${duration(fromMs)} to ${duration(toMs)}`;
    if (!does) return `The outage ${direction} does not follow ${setting} (${range}).`;
    const slope = slopeMs === null ? '' : `, ${slopeMs} ms for each unit of it`;
    return `The outage ${direction} follows ${setting} (${range}${slope}).`;
  });

/** The timers to choose, as a sentence; none if no limit was given. */
export function recommendation({
  limitSeconds,
  recommended,
  cells,
}: Pick<SweepResult, 'limitSeconds' | 'recommended' | 'cells'>): string[] {
  if (recommended === null || limitSeconds === null) return [];
  const isRefused = cells.some(
    ({ besideAzure, worstMs }) => besideAzure && worstMs !== null && worstMs <= limitSeconds * 1000,
  );
  if (recommended.length === 0 && isRefused) return [notRecommended];
  return recommended.length === 0
    ? [`No combination kept the limit of ${limitSeconds} s in every trial.`]
    : [
        ...(isRefused ? [notRecommended] : []),
        `The longest timers with which no outage was above ${limitSeconds} s: ${recommended.join('; or ')}.`,
      ];
}

const notRecommended =
  'BGP timers other than 60/180 s are not recommended, whatever they measured here: Azure keeps its own and does not negotiate, so a device with a hold time up to 60 s flaps there. FRR does negotiate, so a lab cannot show it.';

/** The result of one combination in a line. */
export function cellLine({ title, directions, problem }: SweepCell): string {
  if (directions.length === 0) return `${title}: ${problem?.split('\n', 1)[0] ?? 'nothing measured'}`;
  return `${title}: ${directions.map((one) => `${one.title} ${length(one.medianMs)}`).join(', ')}`;
}

const length = (milliseconds: number | null): string =>
  milliseconds === null ? 'not back' : duration(milliseconds);
