import { z } from 'zod';
import type { Lab } from '../lab/lab.ts';
import { type AppliedFault, type Fault, FaultError } from './fault.ts';

/**
 * A machine dies without a word. Its packets are dropped first, both ways, which is T0; then its container is
 * killed. A kill alone would let the last FINs out, and recovery would look too good.
 */
export function silentCrash(role: 'instance' | 'device', summary: string): Fault {
  const what = role === 'instance' ? 'gateway instance' : 'device';
  return {
    name: `${role}-crash`,
    summary,
    silent: true,
    defaultTarget: ({ nodes }) => nodes.find((node) => node.role === role)?.name,
    check({ lab, nodes }, target) {
      const node = nodes.find(({ name }) => name === target);
      if (!node)
        return `${lab} has no node "${target}". It has: ${nodes.map(({ name }) => name).join(', ')}.`;
      return node.role === role ? undefined : `${target} is not a ${what}.`;
    },
    apply: crash,
  };
}

async function crash(lab: Lab, target: string): Promise<AppliedFault> {
  const { exitCode, stdout, stderr } = await lab
    .node(target)
    .container.exec(['switchover-nft', '--prepare', openChains, '--apply', closeChains]);
  if (exitCode !== 0) throw new FaultError(`${target} could not be cut off: ${stderr}`);
  const stamps = stampLine.parse(JSON.parse(stdout));
  await lab.kill(target);
  await verify(lab, target);
  return { appliedAfter: stamps.before, appliedBefore: stamps.after, deadNodes: [target] };
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

const stampLine = z.object({ before: z.number(), after: z.number() });

/** The container is dead, by our hand. */
async function verify(lab: Lab, target: string): Promise<void> {
  const { running, exitCode } = await lab.node(target).container.state();
  if (running) throw new FaultError(`${target} was killed and still runs.`);
  if (exitCode !== 128 + 9) throw new FaultError(`${target} ended with ${exitCode}, not by SIGKILL.`);
}
