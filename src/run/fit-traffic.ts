import { counted } from '../base/counted.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Definition } from '../definition/definition.ts';
import { profileNamed } from '../definition/profile.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { expectedTunnels } from '../topology/expected-tunnels.ts';
import { trafficEnds } from '../topology/traffic-ends.ts';

/**
 * Refuses traffic that would measure less than it seems: fewer flows than tunnels can never use all of them.
 *
 * @throws SwitchoverError (wrong-input), also when the lab has no two machines for traffic
 */
export function refuseUnfitTraffic(definition: Definition, flows: number): void {
  const topology = topologyOf(definition);
  const { near, far } = trafficEnds(topology);
  const hops = [expectedTunnels(topology, near, far), expectedTunnels(topology, far, near)].flat();
  const needed = Math.max(...hops.map((tunnels) => tunnels.length));
  if (flows >= needed) return;
  throw new SwitchoverError(
    'wrong-input',
    `${topology.lab} has ${counted(needed, 'tunnel')}; ${counted(flows, 'flow')} cannot use all of them. Use more --flows.`,
    { lab: topology.lab },
  );
}

/** @throws SwitchoverError (wrong-input) when the lab has no two machines for traffic */
export const refuseWithoutTraffic = (definition: Definition): void => {
  trafficEnds(topologyOf(definition));
};

// Machines and tunnels are the same with every profile.
const topologyOf = (definition: Definition) => buildTopology(definition, profileNamed('azure'));
