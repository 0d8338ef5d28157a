import type { Broken } from '../../topology/broken.ts';
import { clientsOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { trafficPairs } from '../../topology/traffic-ends.ts';
import { trafficCanPass } from '../../topology/traffic-reach.ts';
import type { AnalysisContext } from './recovery-map.ts';
import { recoveryOf } from './recovery-of.ts';

/** What an event means to the rest of a lab. */
export interface Meaning {
  /** What does not work. */
  readonly broken: Broken;
  /** What it happened to, as the fault was asked for. */
  readonly target: string;
  /** No node is told: who is not on a broken link can only notice by a timer. */
  readonly silent: boolean;
}

/**
 * What analysis has to know about the events of a trial: who notices each, and by what.
 *
 * @param composite whether the fault that was asked for is made of several, so that no timer alone says how long it takes
 */
export function analysisContext(
  topology: Topology,
  { bgp, dpd, healthProbe, siteBfd, takeover, azureBgpFollowsTunnel, origins }: AnalysisContext['timers'],
  events: readonly Meaning[],
  composite: boolean,
): AnalysisContext {
  const pairs = trafficPairs(topology);
  return {
    events: events.map(({ broken, silent, target }) => ({
      silent,
      ...recoveryOf(topology, broken),
      ...(!pairs.some((ends) => trafficCanPass(topology, ends, target)) && { outOfReach: true }),
    })),
    composite,
    timers: { bgp, dpd, healthProbe, siteBfd, takeover, azureBgpFollowsTunnel, origins },
    azureNodes: topology.nodes
      .filter(({ role }) => role === 'instance' || role === 'virtual-network')
      .map(({ name }) => name),
    clients: clientsOf(topology).map(({ name, gateway, tunnelInterface }) => ({
      node: name,
      connection: gateway,
      interface: tunnelInterface,
    })),
  };
}
