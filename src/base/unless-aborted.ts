import { deferred } from './deferred.ts';

/**
 * Waits for some work that cannot be aborted itself, but not longer than until the signal aborts. The work then goes on.
 *
 * @throws the reason of the signal
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = deferred<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
