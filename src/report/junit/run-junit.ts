import type { RunResult } from '../../analysis/run-result.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { terminalReport } from '../terminal/terminal.ts';
import { faultText } from '../words/fault-text.ts';
import { type JunitEnding, junitXml } from './junit.ts';

/** A run in the XML that CI systems read: a suite with one case. */
export function junitOfRun(result: RunResult): string {
  const { run, timers, trials, verdict } = result;
  const seconds = trials.reduce(
    (sum, { window: { beforeT0Ms, afterT0Ms } }) => sum + (beforeT0Ms + afterT0Ms) / 1000,
    0,
  );
  const fault = trials[0]?.fault;
  return junitXml({
    name: `switchover labs, profile ${timers.name}`,
    seconds,
    suites: [
      {
        name: run.lab,
        startedAt: run.startedAt,
        seconds,
        cases: [
          {
            name: faultText({
              fault: fault?.name ?? '',
              parameters: parametersText(fault?.parameters ?? {}),
            }),
            className: `switchover.${run.lab}`,
            seconds,
            ending: endingOf(verdict),
            output: terminalReport(result),
          },
        ],
      },
    ],
  });
}

function endingOf({ outcome, misses, invalid, undecided = [] }: RunResult['verdict']): JunitEnding {
  const reasons = [...invalid, ...undecided];
  switch (outcome) {
    case 'passed':
      return { kind: 'passed' };
    case 'failed':
      return { kind: 'failure', message: misses.join('; '), type: 'limit', text: misses.join('\n') };
    case 'nothing-measured':
      return {
        kind: 'error',
        message: ['not measured', ...reasons.slice(0, 1)].join(': '),
        type: outcome,
        text: reasons.join('\n'),
      };
  }
}
