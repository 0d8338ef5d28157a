import { prefixContains } from '../definition/address.ts';
import { dpdTimersFor, type Profile } from '../definition/profile.ts';
import { hostsOf, instancesOf, tunnelsAt } from '../topology/find.ts';
import type { InstanceNode, Topology } from '../topology/topology.ts';
import type { AnalysisContext, RecoveryPoint } from './recovery-map.ts';

/** What analysis must know about a fault that takes instances away: who notices, and by what. */
export function analysisContext(
  topology: Topology,
  profile: Profile,
  fault: { readonly deadNodes: readonly string[]; readonly silent: boolean },
): AnalysisContext {
  return {
    recovery: instancesOf(topology)
      .filter(({ name }) => fault.deadNodes.includes(name))
      .flatMap((instance) => [platformPoint(topology, instance), ...devicePoints(topology, instance)]),
    timers: profile,
    tunnels: topology.tunnels.map(({ name }) => name),
    silentFault: fault.silent,
  };
}

/** Towards the site, the virtual network's router moves the flows: it probes its instances. */
function platformPoint(topology: Topology, instance: InstanceNode): RecoveryPoint {
  return {
    direction: 'azure-to-site',
    tunnels: tunnelsAt(topology, instance.name).map(({ tunnel }) => tunnel.name),
    node: instance.virtualNetwork,
    watches: {
      tunnels: [],
      bgpNeighbors: [instance.bgpAddress],
      bfdNeighbors: [instance.bgpAddress],
      interfaces: [],
    },
    healthProbe: true,
    prefixes: prefixesWithHosts(topology, 'site'),
    failedNextHops: { gateways: [instance.bgpAddress], interfaces: [] },
  };
}

/** Towards Azure, every device moves its own flows: each has a tunnel to the instance. */
function devicePoints(topology: Topology, instance: InstanceNode): RecoveryPoint[] {
  return tunnelsAt(topology, instance.name).map(({ tunnel, remote }) => ({
    direction: 'site-to-azure',
    tunnels: [tunnel.name],
    node: remote.node,
    watches: {
      tunnels: [instance.name],
      bgpNeighbors: [instance.bgpAddress],
      bfdNeighbors: [],
      interfaces: [],
    },
    healthProbe: false,
    ...(tunnel.dpdTimeoutSeconds !== undefined && { dpd: dpdTimersFor(tunnel.dpdTimeoutSeconds) }),
    prefixes: prefixesWithHosts(topology, 'azure'),
    failedNextHops: { gateways: [], interfaces: [remote.interface] },
  }));
}

/** Only prefixes that carry flows say when flows move: those with a host in them. */
function prefixesWithHosts(topology: Topology, side: 'azure' | 'site'): string[] {
  const addresses = hostsOf(topology)
    .filter((host) => host.side === side)
    .map(({ address }) => address);
  const routers =
    side === 'azure'
      ? topology.nodes.filter((node) => node.role === 'virtual-network')
      : topology.nodes.filter((node) => node.role === 'site');
  return routers
    .flatMap(({ prefixes }) => prefixes)
    .filter((prefix) => addresses.some((address) => prefixContains(prefix, address)));
}
