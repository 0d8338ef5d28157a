import { prefixContains } from '../definition/address.ts';
import { dpdTimersFor, type Profile } from '../definition/profile.ts';
import { devicesOf, hostsOf, instancesOf, sessionsAt, tunnelsAt } from '../topology/find.ts';
import type { DeviceNode, InstanceNode, Topology } from '../topology/topology.ts';
import type { AnalysisContext, RecoveryPoint } from './recovery-map.ts';

/** What analysis must know about a fault that takes machines away: who notices, and by what. */
export function analysisContext(
  topology: Topology,
  profile: Profile,
  fault: { readonly deadNodes: readonly string[]; readonly silent: boolean },
): AnalysisContext {
  const isDead = ({ name }: { readonly name: string }) => fault.deadNodes.includes(name);
  return {
    recovery: [
      ...instancesOf(topology)
        .filter(isDead)
        .flatMap((instance) => [platformPoint(topology, instance), ...devicePoints(topology, instance)]),
      ...devicesOf(topology)
        .filter(isDead)
        .flatMap((device) => [...instancePoints(topology, device), ...sitePoints(topology, device)]),
    ],
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

/** Towards the site, every instance moves its own flows away from a dead device. */
function instancePoints(topology: Topology, device: DeviceNode): RecoveryPoint[] {
  return tunnelsAt(topology, device.name).map(({ tunnel, remote }) => ({
    direction: 'azure-to-site',
    tunnels: [tunnel.name],
    node: remote.node,
    watches: {
      tunnels: [device.name],
      bgpNeighbors: [device.bgpAddress],
      bfdNeighbors: [],
      interfaces: [],
    },
    healthProbe: false,
    ...(tunnel.dpdTimeoutSeconds !== undefined && { dpd: dpdTimersFor(tunnel.dpdTimeoutSeconds) }),
    prefixes: prefixesWithHosts(topology, 'site'),
    failedNextHops: { gateways: [], interfaces: [remote.interface] },
  }));
}

/** Towards Azure, the site's core router does: it knows the device by its address on the LAN. */
function sitePoints(topology: Topology, device: DeviceNode): RecoveryPoint[] {
  return sessionsAt(topology, device.name)
    .filter(({ kind }) => kind === 'site')
    .map(({ local, remote }) => ({
      direction: 'site-to-azure',
      tunnels: tunnelsAt(topology, device.name).map(({ tunnel }) => tunnel.name),
      node: remote.node,
      watches: {
        tunnels: [],
        bgpNeighbors: [local.address],
        bfdNeighbors: [local.address],
        interfaces: [],
      },
      healthProbe: false,
      prefixes: prefixesWithHosts(topology, 'azure'),
      failedNextHops: { gateways: [local.address], interfaces: [] },
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
