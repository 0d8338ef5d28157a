import type { Host, LocalNetworkGateway, Site } from '../definition.ts';
import { standsForDevice } from '../device-lines.ts';
import { expanded } from '../form/written-prefixes.ts';
import { siteAddresses } from '../site-addresses.ts';
import { takeFree } from './free-addresses.ts';
import { resolveDevice } from './resolve-device.ts';
import type { WrittenItem } from './written-item.ts';

export function resolveSite(
  written: WrittenItem<'sites'>,
  localNetworkGateways: readonly LocalNetworkGateway[],
): Site {
  const { name } = written;
  const devices = written.devices.map(resolveDevice);
  const gateways = localNetworkGateways.filter((gateway) => devices.some(standsForDevice(gateway.name)));
  const addressPrefixes = written.addressPrefixes
    ? expanded(written.addressPrefixes)
    : [...new Set(gateways.flatMap((gateway) => gateway.localNetworkAddressSpace.addressPrefixes))];
  const hosts = written.hosts ?? [];
  const taken = new Set([
    ...hosts.map((host) => (typeof host === 'string' ? undefined : host.ipAddress)),
    ...gateways.map((gateway) => gateway.bgpSettings?.bgpPeeringAddress),
  ]);
  const [prefix = ''] = addressPrefixes;
  // A prefix that ends before .10 still has room after the addresses of the router and the devices.
  const { firstFree } = siteAddresses(devices);
  const startingAt = [Math.max(10, firstFree), firstFree];
  return {
    name,
    addressPrefixes,
    devices,
    hosts: hosts.map((host): Host => {
      const { name, ipAddress } = typeof host === 'string' ? { name: host } : host;
      return { name, ipAddress: ipAddress ?? takeFree(prefix, startingAt, taken) };
    }),
  };
}
