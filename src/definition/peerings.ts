import type { Definition, VirtualNetwork, VirtualNetworkPeering } from './definition.ts';

type Networks = Pick<Definition, 'virtualNetworks'>;

/** The half of a peering by which one network knows the other one. */
export const halfTo = (network: VirtualNetwork, other: string): VirtualNetworkPeering | undefined =>
  network.virtualNetworkPeerings?.find(({ remoteVirtualNetwork }) => remoteVirtualNetwork === other);

/** The virtual network whose gateway a spoke uses: both halves of the peering say so. Undefined: it is no spoke. */
export function hubOf(network: VirtualNetwork, { virtualNetworks }: Networks): VirtualNetwork | undefined {
  return virtualNetworks.find(
    (hub) =>
      hub !== network &&
      halfTo(network, hub.name)?.useRemoteGateways === true &&
      halfTo(hub, network.name)?.allowGatewayTransit === true,
  );
}

/** The virtual networks that use the gateway of a hub, in the order of the file. */
export const spokesOf = (hub: VirtualNetwork, definition: Networks): VirtualNetwork[] =>
  definition.virtualNetworks.filter((network) => hubOf(network, definition) === hub);

/** Whether packets pass between two virtual networks: peering has two halves, and is not transitive. */
export const arePeered = (one: VirtualNetwork, other: VirtualNetwork): boolean =>
  halfTo(one, other.name) !== undefined && halfTo(other, one.name) !== undefined;
