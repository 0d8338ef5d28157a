import type { Connection, Definition } from '../../src/definition/definition.ts';
import type { DeviceIpsec } from '../../src/definition/device-ipsec.ts';
import { definitionOf } from './definitions.ts';

/** One device behind static routes to two prefixes, with what its connection and its own IPsec say of selectors. */
export function withSelectors(connection: Partial<Connection>, ipsec?: DeviceIpsec): Definition {
  const definition = definitionOf({ devices: 1, hosts: ['host'], machines: ['vm', 'vm-b'] });
  return {
    ...definition,
    localNetworkGateways: definition.localNetworkGateways.map(({ name, gatewayIpAddress }) => ({
      name,
      gatewayIpAddress,
      localNetworkAddressSpace: { addressPrefixes: ['10.2.0.0/16', '10.3.0.0/16'] },
    })),
    connections: definition.connections.map((one) => ({ ...one, enableBgp: false, ...connection })),
    sites: definition.sites.map((site) => ({
      ...site,
      addressPrefixes: ['10.2.0.0/16', '10.3.0.0/16'],
      devices: site.devices.map((device) => ({ ...device, ...(ipsec && { ipsec }) })),
    })),
  };
}
