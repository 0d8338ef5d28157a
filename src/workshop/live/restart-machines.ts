import { replaceMachine } from '../../lab/faults/replace-machine.ts';
import type { Lab } from '../../lab/lab.ts';

/**
 * Replaces every machine by a new one with the same configuration, one after the other: whatever was typed into it is gone.
 * Routers of networks stay, because all wires of a network end at them; only a new lab has new ones.
 *
 * @param nodes those that are replaced. Absent: all
 * @param signal ends it between two machines
 */
export async function restartMachines(lab: Lab, { nodes, onMachine, signal }: Restarting): Promise<void> {
  const machines = lab.topology.nodes
    .filter(({ bridges }) => bridges.length === 0)
    .filter(({ name }) => nodes?.includes(name) ?? true);
  for (const { name } of machines) {
    signal.throwIfAborted();
    onMachine(name);
    if (lab.runs(name)) await lab.kill(name);
    await replaceMachine(lab, name, lab.failure);
  }
}

interface Restarting {
  readonly nodes?: readonly string[];
  readonly onMachine: (node: string) => void;
  readonly signal: AbortSignal;
}
