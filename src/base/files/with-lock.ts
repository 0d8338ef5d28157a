import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { SwitchoverError } from '../errors/switchover-error.ts';
import { notYet, ready, until } from '../until.ts';
import { ForeignLockError, lockPath, takeLock } from './lock-file.js';

interface Waiting {
  /** Is told once when another process has the lock. */
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Longer than any set-up takes: an image was built in three minutes in an emulated guest. */
const patience = { timeoutMs: 20 * 60_000, intervalMs: 200 };

/**
 * Does some work that only one process of this user may do at a time. A lock whose owner is dead does not count.
 *
 * @throws WaitError (environment) when another process holds the lock for 20 minutes
 * @throws SwitchoverError (environment) when something of another user is in the place of the lock
 */
export async function withLock<T>(
  name: string,
  { progress, signal }: Waiting,
  work: () => Promise<T>,
  folder: string = tmpdir(),
): Promise<T> {
  const path = lockPath(name, folder);
  let told = false;
  const look = async () => {
    const holder = await takeLock(path).catch(refuseForeign);
    if (holder === undefined) return ready();
    if (!told) progress(`Waiting for another switchover (${holder}) that is setting up the same`);
    told = true;
    return notYet(`it is held by ${holder}`);
  };
  await until(`Waiting for the lock ${path}`, look, { kind: 'environment', signal, ...patience });
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

function refuseForeign(error: unknown): never {
  if (error instanceof ForeignLockError) throw new SwitchoverError('environment', error.message);
  throw error;
}
