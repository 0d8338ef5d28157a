import { notYet, ready, until } from '../../base/until.ts';
import { isConflict, isNotFound } from '../../engine/engine-error.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import { connect } from '../bring-up.ts';
import type { Lab } from '../lab.ts';
import type { LabNode } from '../lab-node.ts';

/**
 * Milliseconds that a replacement may take from its container's start until its start script has ended. Far longer than
 * usual, so that a slow engine does not count as a failure.
 */
const startLimitMs = 120_000;

/**
 * Replaces a machine that is gone, as the platform replaces an instance or a site its device. The new machine has the
 * same configuration and no memory.
 */
export async function replaceMachine(lab: Lab, node: string, signal: AbortSignal): Promise<void> {
  await lab.replaceNode(node);
  await finishReplacement(lab, node, signal);
}

/** Waits until a replacement has started, and connects it unless it is connected: who began may have been interrupted. */
export async function finishReplacement(lab: Lab, node: string, signal: AbortSignal): Promise<void> {
  const look = async () => ((await hasStarted(lab.node(node))) ? ready() : notYet(''));
  await until(`Starting the replacement of ${node}`, look, {
    kind: 'lab-not-ready',
    timeoutMs: startLimitMs,
    signal: AbortSignal.any([signal, lab.failure]),
    intervalMs: 100,
  });
  await connect(lab, [node], 'later');
}

/** Asks the node itself: its log may no longer hold what happened hours ago. */
async function hasStarted({ container }: LabNode): Promise<boolean> {
  try {
    return (await container.exec(['test', '-e', paths.ready])).exitCode === 0;
  } catch (error) {
    // It has just died, which whoever watches it reports.
    if (isConflict(error) || isNotFound(error)) return false;
    throw error;
  }
}
