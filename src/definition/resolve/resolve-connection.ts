import type { Connection } from '../definition.ts';
import type { WrittenItem } from './written-item.ts';

export function resolveConnection(written: WrittenItem<'connections'>): Connection {
  const { name, virtualNetworkGateway1, sharedKey, dpdTimeoutSeconds } = written;
  const { localNetworkGateway2, virtualNetworkGateway2, ipsecPolicies = [] } = written;
  const {
    gatewayCustomBgpIpAddresses,
    usePolicyBasedTrafficSelectors,
    trafficSelectorPolicies = [],
  } = written;
  const [ipsecPolicy] = ipsecPolicies;
  return {
    name,
    virtualNetworkGateway1,
    ...(localNetworkGateway2 !== undefined && { localNetworkGateway2 }),
    ...(virtualNetworkGateway2 !== undefined && { virtualNetworkGateway2 }),
    enableBgp: written.enableBgp ?? false,
    ...(gatewayCustomBgpIpAddresses && { gatewayCustomBgpIpAddresses }),
    sharedKey,
    // ARM returns 0 for the default.
    ...(dpdTimeoutSeconds !== undefined && dpdTimeoutSeconds !== 0 && { dpdTimeoutSeconds }),
    connectionMode: written.connectionMode ?? 'Default',
    ...(ipsecPolicy && { ipsecPolicy }),
    ...(usePolicyBasedTrafficSelectors && { usePolicyBasedTrafficSelectors }),
    // ARM returns an empty list for the default.
    ...(trafficSelectorPolicies.length > 0 && { trafficSelectorPolicies }),
  };
}
