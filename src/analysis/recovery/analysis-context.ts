import { clientsOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { trafficPairs } from '../../topology/traffic-ends.ts';
import { trafficCanPass } from '../../topology/traffic-reach.ts';
import { type Breakage, recoveryAmong } from './recovery-among.ts';
import type { AnalysisContext } from './recovery-map.ts';

/** What an event means to the rest of a lab. */
export interface Meaning extends Breakage {
  /** What it happened to, as the fault was asked for. */
  readonly target: string;
  /** No node is told: who is not on a broken link can only notice by a timer. */
  readonly silent: boolean;
}

/** What analysis has to know about the events of a trial: who notices each, and by what. */
export function analysisContext(
  topology: Topology,
  { bgp, dpd, healthProbe, siteBfd, takeover, azureBgpFollowsTunnel, origins }: AnalysisContext['timers'],
  events: readonly Meaning[],
): AnalysisContext {
  const pairs = trafficPairs(topology);
  const firewalls = topology.nodes
    .filter((node) => node.role === 'device' && node.firewall === 'stateful')
    .map(({ name }) => name);
  const recoveries = recoveryAmong(topology, events);
  return {
    events: recoveries.map(({ event: { silent, target }, ...recovery }) => ({
      silent,
      ...recovery,
      ...(!pairs.some((ends) => trafficCanPass(topology, ends, target)) && { outOfReach: true }),
    })),
    timers: { bgp, dpd, healthProbe, siteBfd, takeover, azureBgpFollowsTunnel, origins },
    azureNodes: topology.nodes
      .filter(({ role }) => role === 'instance' || role === 'virtual-network')
      .map(({ name }) => name),
    ...(firewalls.length > 0 && { firewalls }),
    clients: clientsOf(topology).map(({ name, gateway, tunnelInterface }) => ({
      node: name,
      connection: gateway,
      interface: tunnelInterface,
    })),
  };
}
