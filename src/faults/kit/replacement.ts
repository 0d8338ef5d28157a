import { connect } from '../../lab/bring-up.ts';
import type { Lab } from '../../lab/lab.ts';
import { nodeNamed } from '../../topology/find.ts';

/**
 * Milliseconds that a replacement may take from its container's start until its start script has ended. Far more than
 * it takes, so that a slow engine is slow and no failure.
 */
const startLimitMs = 120_000;

/** Why a machine is away: it decides how long. */
export type AbsenceReason = 'crash' | 'maintenance' | 'reset';

/** How long a machine is away, in seconds; the numbers and where they come from are the profile's. */
export function secondsAway(
  lab: Pick<Lab, 'topology' | 'blueprint'>,
  node: string,
  reason: AbsenceReason,
): number {
  const { replacementSeconds, deviceRestartSeconds, maintenanceSeconds, resetSeconds } =
    lab.blueprint.profile;
  switch (reason) {
    case 'crash':
      return nodeNamed(lab.topology, node).role === 'device' ? deviceRestartSeconds : replacementSeconds;
    case 'maintenance':
      return maintenanceSeconds;
    case 'reset':
      return resetSeconds;
  }
}

/**
 * What is done about a machine that is gone: the platform has a new instance, or the site its device again, with the
 * same configuration and no memory of what was.
 */
export async function replaceMachine(lab: Lab, node: string, signal: AbortSignal): Promise<void> {
  await lab.replaceNode(node);
  await lab.events.until(() => (lab.state.isReady(node) ? [] : [`node ${node}`]), {
    what: `Starting the replacement of ${node}`,
    timeoutMs: startLimitMs,
    signal: AbortSignal.any([signal, lab.failure]),
  });
  await connect(lab, [node], 'later');
}
