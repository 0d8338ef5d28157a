import type { Connection, LocalNetworkGateway, VirtualNetworkGateway } from '../definition.ts';
import type { WrittenItem } from './written-item.ts';

export function resolveConnection(
  written: WrittenItem<'connections'>,
  gateways: readonly VirtualNetworkGateway[],
  localNetworkGateways: readonly LocalNetworkGateway[],
): Connection {
  const { name, virtualNetworkGateway1, sharedKey, dpdTimeoutSeconds } = written;
  const { localNetworkGateway2, virtualNetworkGateway2, ipsecPolicies = [] } = written;
  const { gatewayCustomBgpIpAddresses } = written;
  const gateway = gateways.find((candidate) => candidate.name === virtualNetworkGateway1);
  const remote = localNetworkGateways.find((candidate) => candidate.name === localNetworkGateway2);
  // Between two virtual networks BGP must be switched on explicitly: static routes are enough for the two.
  const bothHaveBgp = gateway?.enableBgp === true && remote?.bgpSettings !== undefined;
  const [ipsecPolicy] = ipsecPolicies;
  return {
    name,
    virtualNetworkGateway1,
    ...(localNetworkGateway2 !== undefined && { localNetworkGateway2 }),
    ...(virtualNetworkGateway2 !== undefined && { virtualNetworkGateway2 }),
    enableBgp: written.enableBgp ?? bothHaveBgp,
    ...(gatewayCustomBgpIpAddresses && { gatewayCustomBgpIpAddresses }),
    sharedKey,
    // ARM returns 0 for the default.
    ...(dpdTimeoutSeconds !== undefined && dpdTimeoutSeconds !== 0 && { dpdTimeoutSeconds }),
    connectionMode: written.connectionMode ?? 'Default',
    ...(ipsecPolicy && { ipsecPolicy }),
  };
}
