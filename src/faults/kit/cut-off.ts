import type { Lab } from '../../lab/lab.ts';
import { FaultError } from './fault.ts';
import type { Instant } from './instant.ts';
import { filterAt } from './packet-filter.ts';

/** Drops all packets of a node from one instant on, both ways. */
export const cutOff = (lab: Lab, node: string): Promise<Instant> =>
  filterAt(lab, node, openChains, closeChains);

/** Before NAT and before any other hook; they let everything pass at first. */
const openChains = `
table inet crash {
  chain in { type filter hook prerouting priority -400; policy accept; }
  chain out { type filter hook output priority -400; policy accept; }
}
`;

/** One transaction: both directions stop at the same instant. */
const closeChains = `
chain inet crash in { policy drop; }
chain inet crash out { policy drop; }
`;

/**
 * Makes sure that machines are gone, by nobody's hand but ours.
 *
 * @throws FaultError when a container is not dead, or ended otherwise
 */
export async function assertDead(lab: Lab, nodes: readonly string[]): Promise<void> {
  for (const node of nodes) {
    const { running, exitCode } = await lab.node(node).container.state();
    if (running) throw new FaultError(`${node} was killed and still runs.`);
    if (exitCode !== 128 + 9) throw new FaultError(`${node} ended with ${exitCode}, not by SIGKILL.`);
  }
}
