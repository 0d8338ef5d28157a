import { setTimeout as pause } from 'node:timers/promises';
import { startSwitchover, timed } from '../cli/switchover.ts';
import type { PlannedRun } from './planned-runs.ts';

export interface Performed {
  readonly run: PlannedRun;
  readonly pid: number;
  readonly exitCode: number;
  readonly seconds: number;
  readonly stderr: string;
  /** Whether the run ended as planned. */
  readonly isFine: boolean;
}

/** Wide, because a busy machine may miss a lab's own limits. Traffic that does not come back misses this one. */
const limits = 'maxOutageSeconds=60';

/** Little traffic, because precise figures do not matter and two labs share two cores. */
const traffic = ['--flows', '8', '--rate', '50'];

/** Does a planned run in a separate process, and waits for its end. */
export async function perform(run: PlannedRun, folder: string): Promise<Performed> {
  const { lab, fault, interruptedAfter } = run;
  const options = ['--profile', 'fast', '--fault', fault, '--expect', limits, ...traffic, '--runs', folder];
  const session = startSwitchover(['run', lab, ...options]);
  const ending = timed(session.ended);
  if (interruptedAfter !== undefined) {
    await Promise.race([pause(interruptedAfter * 1000), ending]);
    session.signal('SIGINT');
  }
  const { exitCode, milliseconds, stderr } = await ending;
  // Before there is a lab to tear down, the signal itself ends the process, which gives 130 as well.
  const isFine = exitCode === 0 || (interruptedAfter !== undefined && exitCode === 130);
  return { run, pid: session.pid, exitCode, seconds: milliseconds / 1000, stderr, isFine };
}
