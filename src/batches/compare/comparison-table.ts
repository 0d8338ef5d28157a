import { counted } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import type { CaseComparison, Figure, RunsComparison } from './comparison-result.ts';

const words: Readonly<Record<Figure['outcome'], string>> = {
  regression: 'REGRESSION',
  improvement: 'improvement',
  'no-difference': 'no difference shown',
  'too-few-trials': 'too few trials',
};

export const nothingCompared =
  'Nothing could be compared: no case is on both sides with 4 trials or more (--trials).';

const verdicts: Readonly<Record<RunsComparison['outcome'], string>> = {
  regression: 'Regression.',
  'no-regression': 'No regression.',
  'not-comparable': nothingCompared,
};

/** Two sets of runs side by side, for people. */
export function comparisonTable({
  cases,
  onlyInBase,
  onlyInNew,
  outcome,
  tolerance,
}: RunsComparison): string {
  return [
    ...cases.flatMap((one) => [...caseLines(one), '']),
    ...onlyInBase.map((title) => `Only in the base: ${title}.`),
    ...onlyInNew.map((title) => `Only in the new results: ${title}.`),
    ...(cases.length > 0
      ? [
          `A difference counts from ${tolerance.percent} % of the base on, and from ${duration(tolerance.milliseconds)}, with its whole confidence interval.`,
        ]
      : []),
    verdicts[outcome],
  ].join('\n');
}

function caseLines({ title, trials, figures, changes }: CaseComparison): string[] {
  return [
    `${title}: ${counted(trials.base, 'trial')} in the base, ${trials.new} new`,
    ...(changes.length > 0 ? [`  changed: ${changes.join(', ')}`] : []),
    '',
    textTable([
      ['', 'BASE, MEDIAN', 'NEW, MEDIAN', 'DIFFERENCE', 'CONFIDENCE INTERVAL', ''],
      ...figures.map((figure) => [
        figure.title,
        length(figure.baseMedianMs),
        length(figure.newMedianMs),
        signed(figure.shiftMs),
        figure.interval
          ? `${signed(figure.interval.lowerMs)} to ${signed(figure.interval.upperMs)} (${(100 * figure.interval.confidence).toFixed(1)} %)`
          : '-',
        words[figure.outcome],
      ]),
    ]),
  ];
}

const length = (milliseconds: number | null): string =>
  milliseconds === null ? 'not back' : duration(milliseconds);

const signed = (milliseconds: number | null): string => {
  if (milliseconds === null) return 'not back';
  return `${milliseconds < 0 ? '-' : '+'}${duration(Math.abs(milliseconds))}`;
};
