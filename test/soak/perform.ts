import { setTimeout as pause } from 'node:timers/promises';
import { startSwitchover, timed } from '../cli/switchover.ts';
import type { PlannedRun } from './planned-runs.ts';

export interface Performed {
  readonly run: PlannedRun;
  readonly pid: number;
  readonly exitCode: number;
  readonly seconds: number;
  readonly stderr: string;
  /** Whether it ended as it was meant to. */
  readonly isFine: boolean;
}

/** A busy machine misses a lab's own limits, which is none of a soak's business; traffic that never comes back is. */
const limits = 'maxOutageSeconds=60';

/** And neither is the sharpness of figures: with less traffic two labs at once leave something of two cores. */
const traffic = ['--flows', '8', '--rate', '50'];

/** Runs it in a process of its own, from its start to its end. */
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
  // Before there is anything to tear down nobody listens, and a process ends with the signal itself: 130 as well.
  const isFine = exitCode === 0 || (interruptedAfter !== undefined && exitCode === 130);
  return { run, pid: session.pid, exitCode, seconds: milliseconds / 1000, stderr, isFine };
}
