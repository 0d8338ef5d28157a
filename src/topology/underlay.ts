import { ancestorsOf, prefixContains, withoutHostBits } from '../base/addresses.ts';
import { publicAddressesOf, tunnelsAt } from './find.ts';
import type { Topology } from './topology.ts';
import type { DeviceNode, InstanceNode } from './topology-node.ts';

/**
 * Gives instances and devices a route of its own to each public address that they have business with, in a lab where a
 * site announces the default route or another prefix with public addresses. Otherwise a tunnel would carry its own
 * packets. Azure's gateways reach the internet by other routes than those of their virtual network.
 */
export function withUnderlay(topology: Topology): Topology {
  const outside = new Set(publicAddresses(topology).flatMap((address) => ancestorsOf(`${address}/32`)));
  const isAnnounced = topology.nodes.some(
    (node) => node.role === 'site' && node.prefixes.some((prefix) => outside.has(prefix)),
  );
  if (!isAnnounced) return topology;
  return {
    ...topology,
    nodes: topology.nodes.map((node) =>
      node.role === 'instance' || node.role === 'device'
        ? { ...node, publicPeers: publicPeers(node, topology) }
        : node,
    ),
  };
}

const publicAddresses = ({ tunnels, nodes, pointToSite }: Topology): string[] => [
  ...tunnels.flatMap(({ ends }) => ends.flatMap(publicAddressesOf)),
  ...pointToSite.map(({ publicAddress }) => publicAddress),
  ...nodes.flatMap((node) => (node.role === 'client' ? [node.publicAddress] : [])),
];

/** The public addresses of its peers and clients that are not on its own wire. */
function publicPeers({ name, interfaces }: InstanceNode | DeviceNode, topology: Topology): string[] {
  const clients = topology.pointToSite
    .filter(({ nodes }) => nodes.includes(name))
    .flatMap((service) => service.clients);
  const peers = [
    ...tunnelsAt(topology, name).flatMap(({ remote }) => publicAddressesOf(remote)),
    ...topology.nodes.flatMap((node) =>
      node.role === 'client' && clients.includes(node.name) ? [node.publicAddress] : [],
    ),
  ];
  const isNear = (peer: string) =>
    interfaces.some(({ address, prefixLength }) => {
      const wire = withoutHostBits(`${address}/${prefixLength}`);
      return wire !== undefined && prefixContains(wire, peer);
    });
  return [...new Set(peers)].filter((peer) => !isNear(peer));
}
