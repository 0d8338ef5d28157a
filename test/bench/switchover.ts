import { fileURLToPath } from 'node:url';
import { type Timed, timed } from './timed.ts';

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The command line as a person calls it, from the start of its process on. */
export function switchover(...args: readonly string[]): Promise<Timed> {
  return timed(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { cwd: projectFolder });
}
