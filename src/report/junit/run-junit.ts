import type { RunResult } from '../../analysis/run-result.ts';
import { worstFigures } from '../../analysis/verdict/verdict.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { terminalReport } from '../terminal/terminal.ts';
import { junitXml } from './junit.ts';

/** A run in the XML that CI systems read: a suite with one case. */
export function junitOfRun(result: RunResult): string {
  const { run, timers, trials, verdict, limits, documented } = result;
  const { outcome, misses, notes, invalid } = verdict;
  const seconds = trials.reduce(
    (sum, { window: { beforeFaultMs, afterFaultMs } }) => sum + (beforeFaultMs + afterFaultMs) / 1000,
    0,
  );
  const one = {
    lab: run.lab,
    fault: trials[0]?.fault.name ?? '',
    target: null,
    parameters: parametersText(trials[0]?.fault.parameters ?? {}) || null,
    limits,
    documented,
    outcome,
    misses,
    notes,
    figures: worstFigures(trials),
    attempts: [
      {
        outcome,
        exitCode: 0,
        startedAt: run.startedAt,
        seconds,
        run: run.id,
        reason: invalid.length > 0 ? invalid.join('\n') : null,
      },
    ],
  };
  return junitXml(
    {
      suite: {
        id: run.id,
        startedAt: run.startedAt,
        seconds,
        profile: timers.name,
        dataplane: run.dataplane,
        jobs: 1,
        version: result.versions.switchover,
      },
      cases: [one],
    },
    () => ({ report: terminalReport(result) }),
  );
}
