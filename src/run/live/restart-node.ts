import { replaceMachine } from '../../lab/faults/replace-machine.ts';
import type { Lab } from '../../lab/lab.ts';
import { adoptTimers } from '../../lab/timers/adopt-timers.ts';
import type { LiveStep, Watch } from '../steps.ts';
import { refuseRestart } from './refuse-restart.ts';
import { untilWhole } from './until-whole.ts';

/** How long the lab may take to become whole after it (ms), as `heal` allows. */
const wholeWithinMs = 60_000;

/**
 * Replaces a node by a new one with the same configuration: whatever was typed into it is gone. Traffic stops as at a
 * crash. Faults of other nodes stay.
 *
 * @throws SwitchoverError (wrong-input) as {@link refuseRestart}; (lab-not-ready) with everything that is missing
 * in the end
 */
export async function restartNode(
  lab: Lab,
  node: string,
  { onStep, signal }: Watch<LiveStep>,
): Promise<void> {
  refuseRestart(lab.topology.nodes, node);
  await adoptTimers(lab);
  const since = performance.now();
  if (!lab.isDead(node)) await lab.kill(node);
  await replaceMachine(lab, node, signal);
  onStep({ step: 'restarted', node, milliseconds: performance.now() - since });
  await untilWhole(lab, { since: performance.now(), timeoutMs: wholeWithinMs, signal });
  onStep({ step: 'whole' });
}
