import type { RunResult } from '../analysis/run-result.ts';
import { directionRows } from './direction-rows.ts';
import { factsOfRun } from './facts-of-run.ts';
import { duration } from './quantities.ts';
import { spreadRows } from './series-table.ts';
import { flags, whatHappened } from './terminal.ts';
import { verdictLines } from './verdict-lines.ts';

const symbols: Readonly<Record<RunResult['verdict']['outcome'], string>> = {
  passed: '✅ passed',
  failed: '❌ failed',
  'nothing-measured': '⚠️ nothing measured',
};

/** A run's result for the summary of a CI step, as GitHub and GitLab render it. */
export function markdownReport(result: RunResult): string {
  const { run, trials, series, verdict } = result;
  const repeated = run.rounds > 1;
  return [
    `## ${text(run.lab)}: ${text(whatHappened(trials))} — ${symbols[verdict.outcome]}`,
    '',
    ...verdictLines(result).map((line) => `- ${text(line)}`),
    ...trials.flatMap((trial, index) =>
      flags(trial).map((line) => `- ${trials.length > 1 ? `trial ${index + 1}: ` : ''}${text(line)}`),
    ),
    '',
    ...(repeated
      ? series.flatMap((one) => [...table(spreadRows(one, trials)), ''])
      : trials.flatMap(({ fault, directions, redundancyRestoredMs }) => [
          ...(trials.length > 1 ? [`### ${text(fault.target)}`, ''] : []),
          ...table([
            ...directionRows(directions),
            ['Full redundancy', redundancyRestoredMs === null ? 'not back' : duration(redundancyRestoredMs)],
          ]),
          '',
        ])),
    '<details><summary>Timers and versions</summary>',
    '',
    ...table([['', ''], ...factsOfRun(result), ['Profile', run.profile], ['ESP', run.dataplane]]),
    '',
    '</details>',
    '',
  ].join('\n');
}

/** The first row is the heading; shorter rows are filled up. */
function table([heading = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${heading.map((_, index) => text(cells[index] ?? '')).join(' | ')} |`;
  return [line(heading), `|${heading.map(() => ' --- |').join('')}`, ...rows.map(line)];
}

/** Names come from the user's files: nothing in them is to become a table, a link or HTML. */
const text = (plain: string): string =>
  plain
    .trim()
    .replaceAll('\n', ' ')
    .replace(/[\\`*_[\]<>|~#]/g, (character) => `\\${character}`);
