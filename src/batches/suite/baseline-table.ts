import { duration } from '../../base/duration.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import { faultText } from '../../report/words/fault-text.ts';
import { outcomeWords } from '../attempt.ts';
import type { Figure } from '../compare/comparison-result.ts';
import { nothingCompared } from '../compare/comparison-table.ts';
import { type CaseChange, changesEnding, type SuiteChanges } from './baseline.ts';
import { outageCell, redundancyCell } from './suite-table.ts';

/** A suite beside an earlier one, for people: a row a case, and what could not be compared. */
export function baselineTable(changes: SuiteChanges): string {
  return [
    caseTable(changes.cases),
    ...changes.onlyBefore.map((name) => `Only in the baseline: ${name}.`),
    ...changes.onlyNow.map((name) => `Only in this suite: ${name}.`),
    ...(changesEnding(changes) === 'nothing-measured' ? [nothingCompared] : []),
  ].join('\n');
}

function caseTable(changes: readonly CaseChange[]): string {
  return textTable([
    ['LAB', 'FAULT', 'BEFORE', 'NOW', 'OUTAGE BEFORE', 'NOW', 'REDUNDANCY BEFORE', 'NOW', 'CHANGE'],
    ...changes.map(({ now, before, figures }) => [
      now.lab,
      faultText(now),
      before ? outcomeWords[before.outcome] : 'new',
      outcomeWords[now.outcome],
      before ? outageCell(before) : '-',
      outageCell(now),
      before ? redundancyCell(before) : '-',
      redundancyCell(now),
      changeText(figures),
    ]),
  ]);
}

/** "Full redundancy SLOWER by 2.1 s", or why nothing is said. */
function changeText(figures: readonly Figure[]): string {
  const said = figures.flatMap(({ title, outcome, shiftMs }) => {
    if (outcome !== 'regression' && outcome !== 'improvement') return [];
    const by = shiftMs === null ? '' : ` by ${duration(Math.abs(shiftMs))}`;
    return [`${title} ${outcome === 'regression' ? 'SLOWER' : 'faster'}${by}`];
  });
  if (said.length > 0) return said.join('\n');
  if (figures.length === 0) return '-';
  const compared = figures.some(({ outcome }) => outcome === 'no-difference');
  return compared ? 'no more than chance' : 'too few trials';
}
