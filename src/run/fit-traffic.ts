import type { Definition } from '../definition/definition.ts';
import { profileNamed } from '../definition/profile.ts';
import { mostFlows } from '../experiment/probes/probe.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { expectedTunnels } from '../topology/expected-tunnels.ts';
import { trafficEnds } from '../topology/traffic-ends.ts';

/** Flows in each direction of a lab with few tunnels: on 4 equal paths chance alone uses all of them in 99.96 %. */
export const usualLeastFlows = 32;
/** So that the loss of a flow's packets can be told from the loss of its tunnel. */
const flowsPerTunnel = 2;

/**
 * The flows in each direction that a lab has unless it is said otherwise: two for each tunnel that they may take.
 *
 * @throws SwitchoverError (wrong-input) when the lab has no two machines for traffic
 */
export function usualFlows(definition: Definition): number {
  const topology = topologyOf(definition);
  const { near, far } = trafficEnds(topology);
  const hops = [expectedTunnels(topology, near, far), expectedTunnels(topology, far, near)].flat();
  const widest = Math.max(0, ...hops.map((tunnels) => tunnels.length));
  return Math.min(mostFlows, Math.max(usualLeastFlows, flowsPerTunnel * widest));
}

/** @throws SwitchoverError (wrong-input) when the lab has no two machines for traffic */
export const refuseWithoutTraffic = (definition: Definition): void => {
  trafficEnds(topologyOf(definition));
};

// Machines and tunnels are the same with every profile.
const topologyOf = (definition: Definition) => buildTopology(definition, profileNamed('azure'));
