import type { Bracket } from '../../base/bracket.ts';
import { FaultError } from './fault-error.ts';
import type { Workbench } from './workbench.ts';

/** Drops all packets of a node, both ways, from one moment on. */
export const cutOff = (bench: Workbench, node: string): Promise<Bracket> =>
  bench.changeFilter(node, { prepare: openChains, apply: closeChains });

/** Before NAT and before any other hook. At first they let everything pass. */
const openChains = `
table inet crash {
  chain in { type filter hook prerouting priority -400; policy accept; }
  chain out { type filter hook output priority -400; policy accept; }
}
`;

/** One transaction: both directions stop at the same moment. */
const closeChains = `
chain inet crash in { policy drop; }
chain inet crash out { policy drop; }
`;

/**
 * Makes sure that machines are dead because the fault killed them.
 *
 * @throws FaultError when a container is not dead, or ended in another way
 */
export async function assertDead(bench: Workbench, nodes: readonly string[]): Promise<void> {
  for (const node of nodes) {
    const { running, exitCode } = await bench.stateOf(node);
    if (running) throw new FaultError(`${node} was killed and still runs.`, { node });
    if (exitCode !== 128 + 9)
      throw new FaultError(`${node} ended with ${exitCode}, not by SIGKILL.`, { node });
  }
}
