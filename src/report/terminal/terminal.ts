import { directionResults } from '../../analysis/direction-results.ts';
import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { duration } from '../../base/duration.ts';
import { shardText } from '../../base/shard.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { clientLines } from '../words/client-text.ts';
import { courseRow } from '../words/course-text.ts';
import { flags, flagsOfAll } from '../words/flags.ts';
import { clientTexts } from './client-table.ts';
import { directionRows } from './direction-rows.ts';
import { eventLines } from './event-lines.ts';
import { factsOfRun, redundancyText, t0Text } from './facts-of-run.ts';
import { seriesTables } from './series-table.ts';
import { textRows, textTable } from './text-table.ts';
import { verdictLines } from './verdict-lines.ts';

/** A run's result as it is printed at the end of a run, and again by `switchover report`. */
export function terminalReport(result: RunResult): string {
  const { run, trials } = result;
  const part = run.shard ? ` (shard ${shardText(run.shard)})` : '';
  return [
    `${run.lab}: ${whatHappened(trials)}${part}, profile ${run.profile}, ${run.dataplane} ESP`,
    '',
    ...(run.trialsPerTarget > 1 ? repeatedTrials(result) : singleTrials(result)),
    ...verdictLines(result),
    '',
  ].join('\n');
}

/** Each trial in full. */
function singleTrials(result: RunResult): string[] {
  const { trials } = result;
  const facts = factLines(result);
  const [first] = trials;
  if (first && trials.length === 1) {
    return [...trialLines(first), ...facts.ofTrial(0), ...facts.ofRun, ...flags(first)];
  }
  return [
    ...trials.flatMap((trial, index) => [
      `Trial ${trial.number} of ${trials.length}: ${trial.fault.target}`,
      '',
      ...trialLines(trial),
      ...facts.ofTrial(index),
      ...flags(trial),
      '',
    ]),
    ...facts.ofRun,
  ];
}

const trialLines = (trial: TrialResult): string[] => [
  textTable(directionRows(trial)),
  '',
  ...eventLines(trial),
  ...clientTexts(trial),
];

/** Repeated trials: how their figures were spread, and what is special about each. */
function repeatedTrials(result: RunResult): string[] {
  const { trials } = result;
  const clients = clientLines(trials);
  return [
    ...seriesTables(result),
    ...trials.flatMap((trial) =>
      trial.events.length > 1 ? [`Trial ${trial.number}: ${trial.fault.target}`, ...eventLines(trial)] : [],
    ),
    ...(clients.length > 0 ? [...clients, ''] : []),
    textTable([['T0', t0Text(trials)], ...connectionsOfAll(trials), ...factsOfRun(result)]),
    ...flagsOfAll(trials),
  ];
}

/** What happened to the TCP connections of all trials; nothing if none were opened. */
function connectionsOfAll(trials: readonly TrialResult[]): string[][] {
  const all = trials.flatMap(directionResults).flatMap(({ connections }) => connections ?? []);
  if (all.length === 0) return [];
  const sum = (key: 'opened' | 'survived' | 'reset' | 'timedOut' | 'failed' | 'stillStalled') =>
    all.reduce((total, own) => total + own[key], 0);
  const became =
    sum('survived') === sum('opened')
      ? 'all survived'
      : `${sum('survived')} survived, ${sum('reset')} reset, ${sum('timedOut')} timed out, ${sum('failed')} failed${sum('stillStalled') > 0 ? `, ${sum('stillStalled')} not back when the run ended` : ''}`;
  const longest = Math.max(0, ...all.map(({ longestStallMs }) => longestStallMs ?? 0));
  const ways = all.flatMap((own) => own.ways ?? []);
  const total = (key: 'seen' | 'overAnotherDevice') => ways.reduce((each, own) => each + own[key], 0);
  return [
    ['TCP connections', `${sum('opened')} opened, ${became}; longest stall ${duration(longest)}`],
    ...(ways.length > 0
      ? [['TCP back over another device', `${total('overAnotherDevice')} of ${total('seen')} tried`]]
      : []),
  ];
}

/** "instance-crash of vnet1gw-0", "link-degrade of device1:wan0 (lossPercent=5)". */
export function whatHappened(trials: readonly TrialResult[]): string {
  const [first] = trials;
  const { name = '', target = '', parameters = {} } = first?.fault ?? {};
  const how = parametersText(parameters);
  const text = trials.length > 1 ? `${name} in ${trials.length} trials` : `${name} of ${target}`;
  return how === '' ? text : `${text} (${how})`;
}

/** The facts of each trial and of the run, aligned as one table. */
function factLines(result: RunResult) {
  const { trials } = result;
  const perTrial = trials.map((trial) => [
    ...courseRow(trial),
    ['Full redundancy', redundancyText(trial)],
    ['T0', t0Text([trial])],
  ]);
  const rows = textRows([...perTrial.flat(), ...factsOfRun(result)]);
  const startOf = (index: number) => perTrial.slice(0, index).flat().length;
  return {
    ofTrial: (index: number) => rows.slice(startOf(index), startOf(index + 1)),
    ofRun: rows.slice(startOf(trials.length)),
  };
}
