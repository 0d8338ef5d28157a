import { snapshotsOf } from '../../src/lab/snapshot/snapshots-of.ts';
import type { Facts, TrialFacts } from '../../src/lessons/checks/facts.ts';
import { identity } from '../lab/snapshot/identity.ts';
import { wholeLab } from '../lab/status/whole-lab.ts';
import { labTopology } from '../topology/lab-topology.ts';

/**
 * The facts of a lab in which everything is up but some nodes.
 *
 * @param without nodes that do not run; those at the other ends have noticed nothing
 */
export function factsOf(lab: string, { without = [] }: { readonly without?: readonly string[] } = {}): Facts {
  const topology = labTopology(lab);
  const statuses = wholeLab(topology).filter(({ node }) => !without.includes(node));
  const running = statuses.map(({ node }) => node);
  return {
    topology,
    snapshot: snapshotsOf(identity, topology)({ running, statuses, faults: [] }),
    faults: [],
    trials: [],
  };
}

/** A trial of a crash of instance 0 at the moment 1000, with 0.9 s outward and 3 s back. */
export const crashTrial: TrialFacts = {
  run: 'run-1',
  at: 1000,
  fault: 'instance-crash',
  target: 'vnet1gw-0',
  parameters: {},
  activeBefore: [],
  directions: [
    {
      pair: 'vm--host',
      name: 'outward',
      outageSeconds: 0.9,
      isOver: true,
      flows: 16,
      flowsHit: 8,
      secondHits: 0,
      decidedBy: 'health-probe',
      decidedByText: 'health probe (BFD) on testvnet1',
    },
    {
      pair: 'vm--host',
      name: 'return',
      outageSeconds: 3,
      isOver: true,
      flows: 16,
      flowsHit: 7,
      secondHits: 0,
      decidedBy: 'dpd',
      decidedByText: 'IKE dead peer detection on device1',
    },
  ],
  connections: { lost: 0, notBack: 1 },
  redundancySeconds: 12,
  clientsOfflineSeconds: [],
};
