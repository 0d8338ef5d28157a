import { readdir } from 'node:fs/promises';
import type { ExecutionContext } from 'ava';
import { runIn, type Session, startSwitchover } from '../../cli/switchover.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

export interface StartedRun {
  readonly session: Session;
  readonly id: string;
  /** The folder in which the run makes its own. */
  readonly runs: string;
}

/**
 * Starts `run` with a folder for its results, and returns as soon as the run has an id. What is left of the process is
 * killed at the end of the test.
 *
 * @param args the lab and options
 */
export async function startRun(
  t: ExecutionContext,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedRun> {
  const runs = await temporaryFolder(t);
  const session = startSwitchover(['run', ...args, '--runs', runs], environment);
  t.teardown(async () => {
    session.signal('SIGKILL');
    await session.ended;
  });
  const endedEarly = session.ended.then(async ({ stderr }) => {
    const [id] = await readdir(runs);
    if (id === undefined) throw new Error(`The run ended before it had an id: ${stderr}`);
    return id;
  });
  return { session, runs, id: await Promise.race([runIn(runs), endedEarly]) };
}
