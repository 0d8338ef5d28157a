import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { isMissing, whyUnreadable } from '../../base/files/why-unreadable.ts';
import { quote } from '../../base/quote.ts';

/**
 * The path of a run that is given by its id or by a path.
 *
 * @throws SwitchoverError (wrong-input) when there is nothing, or nothing that can be read
 */
export async function findRun(run: string, runs: string): Promise<string> {
  for (const path of [run, join(runs, run)]) {
    try {
      await stat(path);
      return path;
    } catch (cause) {
      if (isMissing(cause)) continue;
      throw new SwitchoverError('wrong-input', `${path} cannot be read: ${whyUnreadable(cause)}.`, {
        path,
        cause,
      });
    }
  }
  throw new SwitchoverError(
    'wrong-input',
    `There is no run ${quote(run)}, neither as a path nor in ${runs}/.`,
    {
      path: run,
    },
  );
}
