import { replaceMachine } from '../../lab/faults/replace-machine.ts';
import type { Lab } from '../../lab/lab.ts';

/** Replaces the machines that do not run. */
export async function restartDead(lab: Lab, onNode: (node: string) => void): Promise<void> {
  for (const { name } of lab.topology.nodes) {
    if (lab.runs(name)) continue;
    onNode(name);
    await replaceMachine(lab, name, lab.failure);
  }
}
