import { setTimeout as pause } from 'node:timers/promises';

/** What a look at the thing waited for gave: it is there, or what is seen instead. */
export type Observation<T> =
  | { readonly ready: true; readonly value: T }
  | { readonly ready: false; readonly seen: string };

/** The budget of a wait was used up. */
export class WaitError extends Error {
  override readonly name = 'WaitError';
  /** The last thing that was seen instead of what was waited for. */
  readonly seen: string;

  constructor(description: string, timeoutMs: number, seen: string) {
    super(`${description} did not happen within ${timeoutMs / 1000} s; last seen: ${seen}`);
    this.seen = seen;
  }
}

/**
 * Looks again and again until something is there. A look that throws ends the wait with its error.
 *
 * @param description what is waited for, as the subject of a sentence
 * @param look one observation; never called twice at the same time
 * @throws WaitError with the last observation when `timeoutMs` is over
 */
export async function waitFor<T>(
  description: string,
  look: () => Promise<Observation<T>>,
  { timeoutMs, intervalMs }: { readonly timeoutMs: number; readonly intervalMs: number },
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const observation = await look();
    if (observation.ready) return observation.value;
    if (performance.now() + intervalMs > deadline)
      throw new WaitError(description, timeoutMs, observation.seen);
    await pause(intervalMs);
  }
}
