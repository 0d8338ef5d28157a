import { z } from 'zod';
import type { Lab } from '../lab/lab.ts';
import { FaultError } from './fault.ts';

/** An instant, known to lie between two stamps in nanoseconds of the engine kernel's CLOCK_MONOTONIC. */
export interface Instant {
  readonly before: number;
  readonly after: number;
}

/** Drops all packets of a node from one instant on, both ways. */
export async function cutOff(lab: Lab, node: string): Promise<Instant> {
  const { exitCode, stdout, stderr } = await lab
    .node(node)
    .container.exec(['switchover-nft', '--prepare', openChains, '--apply', closeChains]);
  if (exitCode !== 0) throw new FaultError(`${node} could not be cut off: ${stderr}`);
  return instant.parse(JSON.parse(stdout));
}

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

const instant = z.object({ before: z.number(), after: z.number() });

/**
 * Kills a node that is cut off: what its daemons and its kernel would still say, nobody hears.
 *
 * @throws FaultError when its container is not dead, or not by our hand
 */
export async function killForGood(lab: Lab, node: string): Promise<void> {
  await lab.kill(node);
  const { running, exitCode } = await lab.node(node).container.state();
  if (running) throw new FaultError(`${node} was killed and still runs.`);
  if (exitCode !== 128 + 9) throw new FaultError(`${node} ended with ${exitCode}, not by SIGKILL.`);
}
