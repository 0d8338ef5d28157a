import { z } from 'zod';
import type { Lab } from '../lab/lab.ts';
import { nodeNamed } from '../topology/find.ts';
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
    defaultTarget(lab) {
      const first = lab.topology.nodes.find((node) => node.role === role);
      if (!first) throw new FaultError(`${lab.topology.lab} has no ${what}.`);
      return first.name;
    },
    check(lab, target) {
      return nodeNamed(lab.topology, target).role === role ? undefined : `${target} is not a ${what}.`;
    },
    apply: crash,
  };
}

async function crash(lab: Lab, target: string): Promise<AppliedFault> {
  const before = lab.events.events.length;
  const { exitCode, stdout, stderr } = await lab
    .node(target)
    .container.exec(['switchover-nft', '--prepare', openChains, '--apply', closeChains]);
  if (exitCode !== 0) throw new FaultError(`${target} could not be cut off: ${stderr}`);
  const stamps = stampLine.parse(JSON.parse(stdout));
  await lab.kill(target);
  await verify(lab, target, before);
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

/** The container is dead, and no neighbour has lost a carrier on an interface that it routes over. */
async function verify(lab: Lab, target: string, eventsBefore: number): Promise<void> {
  const { running, exitCode } = await lab.node(target).container.state();
  if (running) throw new FaultError(`${target} was killed and still runs.`);
  if (exitCode !== 128 + 9) throw new FaultError(`${target} ended with ${exitCode}, not by SIGKILL.`);
  const told = lab.events.events.slice(eventsBefore).filter((event) => {
    if (event.kind !== 'carrier' || event.up || event.node === target) return false;
    const { interfaces, bridges } = nodeNamed(lab.topology, event.node);
    return [...interfaces, ...bridges].some(({ name }) => name === event.interface);
  });
  if (told.length > 0) {
    const nodes = told.map(({ node }) => node).join(', ');
    throw new FaultError(`The crash of ${target} was not silent: ${nodes} lost a carrier.`);
  }
}
