import { notYet, ready, until } from '../../base/until.ts';
import { connect } from '../bring-up.ts';
import type { Lab } from '../lab.ts';

/**
 * Milliseconds that a replacement may take from its container's start until its start script has ended. Far more than
 * it takes, so that a slow engine is slow and not a failure.
 */
const startLimitMs = 120_000;

/**
 * Puts a new machine in the place of one that is gone: the platform has a new instance, or the site its device again. It
 * has the same configuration, and remembers nothing.
 */
export async function replaceMachine(lab: Lab, node: string, signal: AbortSignal): Promise<void> {
  await lab.replaceNode(node);
  const look = () => (lab.state.isReady(node) ? ready() : notYet(''));
  await until(`Starting the replacement of ${node}`, look, {
    kind: 'lab-not-ready',
    timeoutMs: startLimitMs,
    signal: AbortSignal.any([signal, lab.failure]),
    wakeOn: lab.events.wakeOn,
  });
  await connect(lab, [node], 'later');
}
