import type { RunResult } from '../../analysis/run-result.ts';
import { directionRows } from '../terminal/direction-rows.ts';
import { eventRows } from '../terminal/event-rows.ts';
import { factsOfRun, redundancyText } from '../terminal/facts-of-run.ts';
import { spreadRows } from '../terminal/series-table.ts';
import { whatHappened } from '../terminal/terminal.ts';
import { verdictLines } from '../terminal/verdict-lines.ts';
import { clientLines, clientTables } from '../words/client-text.ts';
import { courseRow } from '../words/course-text.ts';
import { flags, flagsOfAll } from '../words/flags.ts';
import { markdownTable, markdownText } from './markdown-table.ts';

const symbols: Readonly<Record<RunResult['verdict']['outcome'], string>> = {
  passed: '✅ passed',
  failed: '❌ failed',
  'nothing-measured': '⚠️ nothing measured',
};

/** A run's result for the summary of a CI step, as GitHub and GitLab render it. */
export function markdownReport(result: RunResult): string {
  const { run, trials, series, verdict } = result;
  const repeated = run.trialsPerTarget > 1;
  return [
    `## ${markdownText(run.lab)}: ${markdownText(whatHappened(trials))} — ${symbols[verdict.outcome]}`,
    '',
    ...verdictLines(result).map((line) => `- ${markdownText(line)}`),
    ...(trials.length > 1 ? flagsOfAll(trials) : trials.flatMap(flags)).map(
      (line) => `- ${markdownText(line)}`,
    ),
    '',
    ...(repeated
      ? [
          ...series.flatMap((one) => [...markdownTable(spreadRows(one, trials)), '']),
          ...trials.flatMap((trial) =>
            trial.events.length > 1
              ? [`### Trial ${trial.number}`, '', ...markdownTable(eventRows(trial)), '']
              : [],
          ),
          ...listOf(clientLines(trials)),
        ]
      : trials.flatMap((trial) => [
          ...(trials.length > 1 ? [`### ${markdownText(trial.fault.target)}`, ''] : []),
          ...markdownTable([
            ...directionRows(trial),
            ...courseRow(trial),
            ['Full redundancy', redundancyText(trial)],
          ]),
          '',
          ...(trial.events.length > 1 ? [...markdownTable(eventRows(trial)), ''] : []),
          ...clientTables(trial).flatMap(({ sentence, rows }) => [
            markdownText(sentence),
            '',
            ...markdownTable(rows),
            '',
          ]),
        ])),
    '<details><summary>Timers and versions</summary>',
    '',
    ...markdownTable([['', ''], ...factsOfRun(result), ['Profile', run.profile], ['ESP', run.dataplane]]),
    '',
    '</details>',
    '',
  ].join('\n');
}

/** With the empty line that ends it; nothing if there are no lines. */
const listOf = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [...lines.map((line) => `- ${markdownText(line)}`), ''];
