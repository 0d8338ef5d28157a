import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';

/**
 * The path of a run that is given by its id or by a path.
 *
 * @throws SwitchoverError (wrong-input) when there is nothing
 */
export async function findRun(run: string, runs: string): Promise<string> {
  for (const path of [run, join(runs, run)]) {
    if (await stat(path).catch(() => undefined)) return path;
  }
  throw new SwitchoverError('wrong-input', `There is no run "${run}", neither as a path nor in ${runs}/.`, {
    path: run,
  });
}
