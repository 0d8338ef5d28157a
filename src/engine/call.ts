import { EngineError } from './engine-error.ts';

/**
 * How long the engine may take to answer, in milliseconds. Generous: they are there so that nothing hangs for
 * ever when an engine or the way to it dies, not to notice slowness. A loaded two-core machine was seen to need 4 s
 * for a start; ten starts at once in an emulated guest, on such a machine with a load of 25, more than 120 s.
 */
export const timeLimits = {
  question: 60_000,
  change: 300_000,
  transfer: 600_000,
} as const;

/**
 * Makes one request to the engine and gives up after a while.
 *
 * @param action what is asked for, in words that follow "could not"
 * @param timeoutMs until the answer, or the head of a stream, must be there
 * @throws EngineError
 */
export async function call<T>(
  action: string,
  timeoutMs: number,
  request: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const answer = request(abort.signal);
  const { promise: expiry, cancel } = expiryAfter(timeoutMs);
  try {
    return await Promise.race([answer, expiry]);
  } catch (error) {
    abort.abort();
    // Whichever of the two is late must not become an unhandled rejection.
    answer.catch(() => {});
    throw new EngineError(action, error);
  } finally {
    cancel();
  }
}

function expiryAfter(timeoutMs: number): { promise: Promise<never>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
