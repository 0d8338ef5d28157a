import { ipConfigurationName } from '../custom-bgp-addresses.ts';
import type { GatewayBgpSettings } from '../definition.ts';
import type { WrittenItem } from './written-item.ts';

type WrittenBgpSettings = WrittenItem<'virtualNetworkGateways'>['bgpSettings'];

/**
 * The BGP addresses of the instances of a gateway, from the short form or from that of ARM.
 *
 * @param usual the peer addresses that Azure would assign
 */
export function resolveBgpAddresses(
  { bgpPeeringAddresses = [], customBgpIpAddresses = [] }: NonNullable<WrittenBgpSettings> = {},
  usual: readonly string[],
): Omit<GatewayBgpSettings, 'asn'> {
  const ofArm = bgpPeeringAddresses.filter((item) => typeof item !== 'string');
  const custom = ofArm.map((item) => item.customBgpIpAddresses ?? []);
  return {
    bgpPeeringAddresses:
      bgpPeeringAddresses.length > 0
        ? bgpPeeringAddresses.map((item, index) =>
            typeof item === 'string' ? item : (item.defaultBgpIpAddresses?.[0] ?? usual[index] ?? ''),
          )
        : usual,
    customBgpIpAddresses:
      customBgpIpAddresses.length > 0
        ? customBgpIpAddresses.map((address) => [address])
        : custom.some((addresses) => addresses.length > 0)
          ? custom
          : [],
    ...(ofArm.length > 0 && {
      ipConfigurationNames: ofArm.map(({ ipconfigurationId }) => ipConfigurationName(ipconfigurationId)),
    }),
  };
}

/** The public address of an instance, as ARM lists it beside its BGP addresses. */
export function tunnelIpAddress(settings: WrittenBgpSettings, instance: number): string | undefined {
  const item = settings?.bgpPeeringAddresses?.[instance];
  return typeof item === 'object' ? item.tunnelIpAddresses?.[0] : undefined;
}
