import type { Bracket } from '../../base/bracket.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { FaultError } from './fault-error.ts';
import type { Workbench } from './workbench.ts';

/** Milliseconds within which a node must have told what was done to it; it takes a few, or a second under load. */
const tellingLimitMs = 10_000;

/**
 * Waits until a node has told of something since a fault was applied.
 *
 * @param what for the message, as "the end of X on Y"
 * @throws FaultError when it does not
 */
export async function seen(
  bench: Workbench,
  what: string,
  { lower: since }: Bracket,
  isIt: (event: NodeEvent) => boolean,
): Promise<void> {
  const missing = () => (bench.events.some((event) => event.time >= since && isIt(event)) ? [] : [what]);
  const left = await bench.wait(missing, tellingLimitMs);
  if (left.length > 0) throw new FaultError(`The fault had no effect: ${what} was not observed.`);
}

/** @throws FaultError when the end of a tunnel's child SA was not observed */
export const tunnelDown = (
  bench: Workbench,
  { node, tunnel }: { readonly node: string; readonly tunnel: string },
  appliedAt: Bracket,
): Promise<void> =>
  seen(
    bench,
    `the end of the tunnel to ${tunnel} on ${node}`,
    appliedAt,
    (event) => event.node === node && event.kind === 'child' && event.tunnel === tunnel && !event.up,
  );
