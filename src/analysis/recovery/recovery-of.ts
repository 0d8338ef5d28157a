import { pairName } from '../../observations/observations.ts';
import type { Broken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { trafficEnds } from '../../topology/traffic-ends.ts';
import { pointsAtBrokenTunnels } from './points/broken-tunnel.ts';
import { pointsAtDeadMachines } from './points/dead-machine.ts';
import type { RecoveryPoint } from './recovery-map.ts';

/** Who has to notice that something is broken, and move traffic: a point for each node that decides, per direction. */
export function recoveryOf(topology: Topology, broken: Broken): RecoveryPoint[] {
  const { near, far } = trafficEnds(topology);
  const both = { topology, broken, pair: pairName(near.name, far.name) };
  return [
    { ...both, name: 'outward' as const, from: near, to: far },
    { ...both, name: 'return' as const, from: far, to: near },
  ].flatMap((way) => [...pointsAtDeadMachines(way), ...pointsAtBrokenTunnels(way)]);
}
