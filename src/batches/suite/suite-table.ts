import { duration } from '../../base/duration.ts';
import { wrapWords } from '../../base/wrap-words.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import { limitTexts } from '../../report/words/limit-texts.ts';
import { outcomeWords } from '../attempt.ts';
import { partLines } from '../shards/part-lines.ts';
import { caseName } from './case-name.ts';
import type { CaseResult } from './case-result.ts';
import { remarks } from './remarks.ts';
import type { SuiteResult } from './suite-result.ts';

/** A suite for people: a table, the missed limits with their reasons, and the counts. */
export function suiteTable({ suite, cases, counts }: SuiteResult): string {
  return [
    textTable([suiteHeading.map((title) => title.toUpperCase()), ...cases.map(suiteRow)]),
    '',
    outageRemark(cases),
    ...paragraph(suiteReasons(cases)),
    ...paragraph(remarks(cases)),
    '',
    ...partLines(suite, 'suite'),
    countLine(counts),
    '',
  ].join('\n');
}

export const suiteHeading = [
  'Lab',
  'Fault',
  'Documented',
  'Outage',
  'Redundancy',
  'Limit',
  'Verdict',
] as const;
/** What the figures below the heading are. */
export function outageRemark(cases: readonly CaseResult[]): string {
  const isMarked = cases.some(({ figures }) => figures?.directions.some(({ assumed }) => assumed));
  const mark = isMarked ? ' With *, an assumption about Azure decided, not a documented number.' : '';
  return `Outage: the longest one in each direction, there / back.${mark}`;
}

/** A case as a row below that heading. */
export const suiteRow = (one: CaseResult): string[] => [
  one.lab,
  faultCell(one),
  one.documented.figure === null ? 'none' : wrapWords(one.documented.figure, widest).join('\n'),
  outageCell(one),
  redundancyCell(one),
  limitCell(one),
  verdictCell(one),
];

/** Why cases did not pass. */
export const suiteReasons = (cases: readonly CaseResult[]): string[] =>
  cases.flatMap((one) => reasonsOf(one).map((text) => `${caseName(one)}: ${text}`));

/** "4 passed, 1 failed", and the number of cases that did not run, if there are any. */
export function countLine({ passed, failed, notRun }: SuiteResult['counts']): string {
  return `${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}`;
}

/** The result of a case in a line. */
export function caseLine(one: CaseResult): string {
  const [reason] = reasonsOf(one);
  const seconds = one.attempts.reduce((sum, attempt) => sum + attempt.seconds, 0);
  const said = [
    `${caseName(one)}: ${outcomeWords[one.outcome]}`,
    ...(one.attempts.length > 1 ? [`at attempt ${one.attempts.length}`] : []),
    ...(one.figures ? [`outage ${outageCell(one)}`, `redundancy ${redundancyCell(one)}`] : []),
  ].join(', ');
  return `${said} (${Math.round(seconds)} s)${reason === undefined ? '' : `: ${firstLine(reason)}`}`;
}

/** Why a case did not pass. */
function reasonsOf({ outcome, misses, attempts }: CaseResult): readonly string[] {
  if (outcome === 'failed') return misses;
  const reason = attempts.at(-1)?.reason;
  return reason == null ? [] : [reason];
}

const paragraph = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);
const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

/** Characters of a line in a cell, so that the table fits a terminal of 120 columns. */
const widest = 17;

function faultCell({ fault, target }: CaseResult): string {
  return target === null ? fault : `${fault}\n  of ${target}`;
}

export function outageCell({ figures }: CaseResult): string {
  if (!figures) return '-';
  return figures.directions
    .map(({ outage, assumed }) => {
      if (!outage) return 'none';
      const mark = assumed ? '*' : '';
      return outage.state === 'measured'
        ? `${duration(outage.estimateMs)}${mark}`
        : `≥${duration(outage.atLeastMs)}${mark}`;
    })
    .join(' / ');
}

export function redundancyCell({ figures }: CaseResult): string {
  if (!figures) return '-';
  return figures.redundancyRestoredMs === null ? 'not back' : duration(figures.redundancyRestoredMs);
}

const limitCell = ({ limits }: CaseResult): string => {
  const lines = limitTexts(limits ?? {});
  return lines.length === 0 ? 'recovers' : lines.join('\n');
};

function verdictCell({ outcome, attempts }: CaseResult): string {
  return attempts.length > 1 ? `${outcomeWords[outcome]}\nattempt ${attempts.length}` : outcomeWords[outcome];
}
