import { fileURLToPath } from 'node:url';
import { type Timed, timed } from './timed.ts';

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

export interface TimedProgram extends Timed {
  /** Processor time of the program and of its children that have ended. */
  readonly programSeconds: number;
}

/** The shell says at its end how much processor time its children used. */
const thenTimes = '"$@"; status=$?; times >&2; exit $status';

/** Runs and times the command line as a user calls it, including the start of its process. */
export async function switchover(...args: readonly string[]): Promise<TimedProgram> {
  const program = [process.execPath, 'src/start/switchover.js', ...args];
  const run = await timed('bash', ['-c', thenTimes, 'bash', ...program], { cwd: projectFolder });
  return { ...run, programSeconds: childSeconds(run.stderr) };
}

/** The last line of `times`: user and system time of the children, each as 0m0.25s. */
function childSeconds(text: string): number {
  const [, ...parts] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(text) ?? [];
  const [userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = parts.map(Number);
  return (userMinutes + systemMinutes) * 60 + user + system;
}
