import { WaitError } from '../../base/until.ts';
import type { Lab } from '../../lab/lab.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { FaultError } from './fault.ts';
import type { Instant } from './instant.ts';

/** Milliseconds until a node must have told of what was done to it; it takes a few, or a second under load. */
const tellingLimitMs = 10_000;

/**
 * Waits until a node has told of something since an instant.
 *
 * @param what for the message, as "the end of X on Y"
 * @throws FaultError when it does not
 */
export async function seen(
  lab: Lab,
  what: string,
  since: Instant,
  isIt: (event: NodeEvent) => boolean,
): Promise<void> {
  const missing = () =>
    lab.events.events.some((event) => event.time >= since.before && isIt(event)) ? [] : [what];
  try {
    await lab.events.until(missing, { what, timeoutMs: tellingLimitMs, signal: lab.failure });
  } catch (error) {
    if (error instanceof WaitError) throw new FaultError(`The fault did not bite: ${what} was not seen.`);
    throw error;
  }
}

/** @throws FaultError when the end of a tunnel's child SA was not seen */
export const tunnelDown = (
  lab: Lab,
  { node, tunnel, since }: { readonly node: string; readonly tunnel: string; readonly since: Instant },
): Promise<void> =>
  seen(
    lab,
    `the end of the tunnel to ${tunnel} on ${node}`,
    since,
    (event) => event.node === node && event.kind === 'child' && event.tunnel === tunnel && !event.up,
  );
