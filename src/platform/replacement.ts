import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';

/** Seconds that a replacement may take from its container's start until its start script has ended. */
const startLimitMs = 30_000;

/**
 * What the platform does about a dead instance: after the profile's time it has a new machine with the same
 * configuration, which then builds its tunnels anew.
 *
 * @param sinceFaultMs how long ago the instance died
 * @param signal ends the wait
 */
export async function replaceInstance(
  lab: Lab,
  instance: string,
  { sinceFaultMs, signal }: { readonly sinceFaultMs: number; readonly signal: AbortSignal },
): Promise<void> {
  await delay(Math.max(0, lab.blueprint.profile.replacementSeconds * 1000 - sinceFaultMs), undefined, {
    signal,
  });
  await lab.replaceNode(instance);
  await lab.events.until(() => lab.state.nodesNotReady(), {
    what: `Starting the replacement of ${instance}`,
    timeoutMs: startLimitMs,
    signal: AbortSignal.any([signal, lab.failure]),
  });
  await connect(lab, [instance]);
}
