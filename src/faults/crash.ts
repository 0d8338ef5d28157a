import type { Lab } from '../lab/lab.ts';
import { cutOff, killForGood } from './cut-off.ts';
import type { AppliedFault } from './fault.ts';

/**
 * Machines die without a word, all at once. Their packets are dropped first, both ways, which is T0; then their
 * containers are killed. A kill alone would let the last FINs out, and recovery would look too good.
 */
export async function crash(lab: Lab, nodes: readonly string[]): Promise<AppliedFault> {
  const instants = await Promise.all(nodes.map((node) => cutOff(lab, node)));
  const goneSince = performance.now();
  await Promise.all(nodes.map((node) => killForGood(lab, node)));
  return {
    appliedAfter: Math.min(...instants.map(({ before }) => before)),
    appliedBefore: Math.max(...instants.map(({ after }) => after)),
    deadNodes: nodes,
    goneSince,
  };
}
