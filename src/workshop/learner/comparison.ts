import { textTable } from '../../report/terminal/text-table.ts';
import type { MeasuredDirection, Measurement } from '../protocol/updates.ts';

/** Two measurements side by side. */
export function comparison(first: Measurement, second: Measurement): string {
  const labels = [...new Set([first, second].flatMap((one) => one.directions.map(({ label }) => label)))];
  const row = (title: string, textOf: (one: Measurement) => string) => [title, textOf(first), textOf(second)];
  const inDirection = (label: string, textOf: (one: MeasuredDirection) => string) => (one: Measurement) => {
    const direction = one.directions.find((each) => each.label === label);
    return direction ? textOf(direction) : '-';
  };
  return textTable([
    row('', ({ id }) => id),
    row('fault', ({ fault, target }) => `${fault} of ${target}`),
    row('profile', ({ profile }) => profile),
    ...labels.flatMap((label) => [
      row(
        `${label}, longest outage`,
        inDirection(label, ({ longestOutageMs }) => seconds(longestOutageMs)),
      ),
      row(
        '  predicted by you',
        inDirection(label, ({ predictedSeconds }) => given(predictedSeconds)),
      ),
      row(
        '  predicted by switchover',
        inDirection(label, ({ toolPredictedMs }) => range(toolPredictedMs)),
      ),
      row(
        '  flows hit',
        inDirection(label, ({ flowsHit, flows }) => `${flowsHit} of ${flows}`),
      ),
      row(
        '  decided by',
        inDirection(label, ({ decidedBy }) => decidedBy ?? '-'),
      ),
    ]),
    row('full redundancy after', ({ redundancyMs }) => seconds(redundancyMs)),
  ]);
}

const seconds = (ms: number | null): string => (ms === null ? '-' : `${(ms / 1000).toFixed(2)} s`);
const given = (value: number | null): string => (value === null ? '-' : `${value} s`);
const range = (one: MeasuredDirection['toolPredictedMs']): string =>
  one === null ? '-' : `${(one.least / 1000).toFixed(1)} to ${(one.most / 1000).toFixed(1)} s`;
