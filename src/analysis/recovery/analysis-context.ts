import type { Broken } from '../../topology/broken.ts';
import { clientsOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { trafficPairs } from '../../topology/traffic-ends.ts';
import { trafficCanPass } from '../../topology/traffic-reach.ts';
import type { AnalysisContext, EventContext } from './recovery-map.ts';
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
  const together = events.length > 1 ? recoveryOf(topology, unionOf(events)).stranded : [];
  return {
    events: events.map(({ broken, silent, target }) => ({
      silent,
      ...withoutPathTogether(recoveryOf(topology, broken), together),
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

/** Everything that the events of a trial break, as if all of it were broken at once. */
const unionOf = (events: readonly Meaning[]): Broken => ({
  nodes: events.flatMap(({ broken }) => broken.nodes),
  tunnels: events.flatMap(({ broken }) => broken.tunnels),
  sessions: events.flatMap(({ broken }) => broken.sessions ?? []),
  hosts: events.flatMap(({ broken }) => broken.hosts ?? []),
});

type Own = ReturnType<typeof recoveryOf>;

/** Adds the directions that only all events together leave no path. */
function withoutPathTogether(
  own: Own,
  together: Own['stranded'],
): Own & Pick<EventContext, 'togetherStranded'> {
  const togetherStranded = together.filter(
    ({ pair, direction }) => !own.stranded.some((one) => one.pair === pair && one.direction === direction),
  );
  return { ...own, ...(togetherStranded.length > 0 && { togetherStranded }) };
}
