import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { nodeNamed } from '../topology/find.ts';

/** Milliseconds that a replacement may take from its container's start until its start script has ended. */
const startLimitMs = 30_000;

/**
 * What is done about a dead machine: after the profile's time the platform has a new instance, or the site its device
 * again, with the same configuration and no memory of what was.
 *
 * @param since when it died, as `performance.now()`
 * @param signal ends the wait
 */
export async function replaceMachine(
  lab: Lab,
  node: string,
  { since, signal }: { readonly since: number; readonly signal: AbortSignal },
): Promise<void> {
  const { replacementSeconds, deviceRestartSeconds } = lab.blueprint.profile;
  const seconds = nodeNamed(lab.topology, node).role === 'device' ? deviceRestartSeconds : replacementSeconds;
  await delay(Math.max(0, since + seconds * 1000 - performance.now()), undefined, { signal });
  await lab.replaceNode(node);
  await lab.events.until(() => lab.state.nodesNotReady(), {
    what: `Starting the replacement of ${node}`,
    timeoutMs: startLimitMs,
    signal: AbortSignal.any([signal, lab.failure]),
  });
  await connect(lab, [node]);
}
