import { type JunitCase, type JunitEnding, type JunitSuite, junitXml } from '../../report/junit/junit.ts';
import { faultText } from '../../report/words/fault-text.ts';
import { outcomeWords } from '../attempt.ts';
import type { CaseResult } from './case-result.ts';
import type { SuiteResult } from './suite-result.ts';

/** Output of a case, for people who want to know more. */
export interface CaseOutput {
  /** The terminal report of its run. Absent: it measured nothing. */
  readonly report?: string;
  /** Its steps, and its error. */
  readonly log?: string;
}

/**
 * A suite's result in the XML that CI systems read: a testsuite a lab, a testcase a case. A missed limit is a failure; a
 * case without a measurement is an error.
 */
export function junitOfSuite(
  { suite, cases }: Pick<SuiteResult, 'suite' | 'cases'>,
  outputOf: (one: CaseResult) => CaseOutput = () => ({}),
): string {
  const labs = [...new Set(cases.map(({ lab }) => lab))];
  return junitXml({
    name: `switchover labs, profile ${suite.profile}`,
    seconds: suite.seconds,
    suites: labs.map((lab): JunitSuite => {
      const own = cases.filter((one) => one.lab === lab);
      const started = own.flatMap(({ attempts }) => attempts.map(({ startedAt }) => startedAt)).sort();
      return {
        name: lab,
        startedAt: started[0] ?? suite.startedAt,
        seconds: own.reduce((sum, one) => sum + secondsOf(one), 0),
        cases: own.map((one) => caseOf(one, outputOf(one))),
      };
    }),
  });
}

function caseOf(one: CaseResult, { report = '', log }: CaseOutput): JunitCase {
  const attempts = one.attempts
    .slice(0, -1)
    .map(({ outcome, reason }, index) => `Attempt ${index + 1}: ${outcomeWords[outcome]}. ${reason ?? ''}\n`);
  return {
    name: faultText(one),
    className: `switchover.${one.lab}`,
    seconds: secondsOf(one),
    ending: endingOf(one),
    output: [...attempts, report].join(''),
    ...(log !== undefined && { log }),
  };
}

function endingOf({ outcome, misses, attempts }: CaseResult): JunitEnding {
  switch (outcome) {
    case 'passed':
      return { kind: 'passed' };
    case 'not-run':
      return { kind: 'skipped', message: 'the suite ended before it' };
    case 'missing': {
      const message = 'no shard that was merged has it';
      return { kind: 'error', message, type: outcome, text: message };
    }
    case 'failed':
      // One element for all misses: Jenkins keeps one of several.
      return { kind: 'failure', message: misses.join('; '), type: 'limit', text: misses.join('\n') };
    default: {
      const reason = attempts.at(-1)?.reason ?? '';
      const message = [outcomeWords[outcome], ...reason.split('\n', 1).filter((line) => line !== '')].join(
        ': ',
      );
      return { kind: 'error', message, type: outcome, text: reason };
    }
  }
}

const secondsOf = ({ attempts }: CaseResult): number =>
  attempts.reduce((sum, { seconds }) => sum + seconds, 0);
