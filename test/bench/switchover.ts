import { fileURLToPath } from 'node:url';
import { type Timed, timed } from './timed.ts';

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Runs and times the command line as a user calls it, including the start of its process. */
export function switchover(...args: readonly string[]): Promise<Timed> {
  return timed(process.execPath, ['src/start/switchover.js', ...args], { cwd: projectFolder });
}
