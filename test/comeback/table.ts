import { parametersText } from '../../src/definition/fault-parameters.ts';
import { textTable } from '../../src/report/terminal/text-table.ts';
import type { Broken, Case } from './cases.ts';
import type { Outcome } from './perform.ts';

/** A line for each lab, what was broken before, fault and target: whole again after how long, for each time of healing. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const rows = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = JSON.stringify({ ...outcome.case, healAfter: 0 });
    rows.set(key, [...(rows.get(key) ?? []), outcome]);
  }
  return textTable([
    ['LAB', 'BROKEN BEFORE', 'FAULT', 'TARGET', 'HEALED AFTER: WHOLE AGAIN AFTER', ''],
    ...[...rows.values()].map((row) => [...cells(row), row.map(timeText).join(', '), verdict(row)]),
  ]);
}

const cells = (row: readonly Outcome[]): string[] =>
  row
    .slice(0, 1)
    .flatMap(({ case: one }) => [
      one.lab,
      one.before ? faultText(one.before) : '',
      faultText({ ...one, target: '' }),
      one.target,
    ]);

const verdict = (row: readonly Outcome[]): string =>
  row.some(({ failure }) => failure !== undefined) ? 'FAILED' : '';

/** A line of progress. */
export const outcomeText = (outcome: Outcome): string =>
  [caseText(outcome.case), timeText(outcome), outcome.failure].filter(Boolean).join(': ');

export const caseText = ({ lab, before, healAfter, ...broken }: Case): string =>
  `${lab}: ${before ? `${faultText(before)}, then ` : ''}${faultText(broken)}, healed after ${healAfter} s`;

const faultText = ({ fault, target, parameters }: Broken): string =>
  [fault, target && `of ${target}`, parametersText(parameters)].filter(Boolean).join(' ');

const timeText = ({ case: { healAfter }, wholeAfter, refused }: Outcome): string =>
  `${healAfter} s: ${wholeAfter === undefined ? 'NEVER' : `${wholeAfter.toFixed(1)} s`}${refused === undefined ? '' : ' (refused)'}`;
