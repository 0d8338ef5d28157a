import type { Definition } from '../definition/definition.ts';
import { profileNamed } from '../definition/profile.ts';
import { mostFlows } from '../experiment/probes/probe.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { expectedTunnels } from '../topology/expected-tunnels.ts';
import { refuseUnreachable, trafficPairs } from '../topology/traffic-ends.ts';

/** Flows in each direction of a lab with few tunnels: on 4 equal paths chance alone uses all of them in 99.96 %. */
export const usualLeastFlows = 32;
/** So that the loss of a flow's packets can be told from the loss of its tunnel. */
const flowsPerTunnel = 2;

/**
 * The flows in each direction of a pair that a lab has unless it is said otherwise: two for each tunnel that they may
 * take. Several pairs share the usual number.
 *
 * @throws SwitchoverError (wrong-input) when the lab has no two machines for traffic
 */
export function usualFlows(definition: Definition): number {
  const topology = topologyOf(definition);
  const pairs = trafficPairs(topology);
  const hops = pairs.flatMap(({ near, far }) => [
    ...expectedTunnels(topology, near, far),
    ...expectedTunnels(topology, far, near),
  ]);
  const widest = Math.max(0, ...hops.map((tunnels) => tunnels.length));
  return Math.min(mostFlows, Math.max(Math.ceil(usualLeastFlows / pairs.length), flowsPerTunnel * widest));
}

/** @throws SwitchoverError (wrong-input) when the lab has no two machines for traffic, or they do not reach each other */
export const refuseWithoutTraffic = (definition: Definition): void => {
  const topology = topologyOf(definition);
  trafficPairs(topology);
  refuseUnreachable(topology);
};

// Machines and tunnels are the same with every profile.
const topologyOf = (definition: Definition) => buildTopology(definition, profileNamed('azure'));
