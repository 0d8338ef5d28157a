import type { Device } from './definition.ts';

/** The local network gateways of a device: one for each of its internet lines, in their order. */
export const localNetworkGatewaysOf = ({
  localNetworkGateway,
  furtherLocalNetworkGateways = [],
}: Pick<Device, 'localNetworkGateway' | 'furtherLocalNetworkGateways'>): readonly string[] => [
  localNetworkGateway,
  ...furtherLocalNetworkGateways,
];

/** Whether a local network gateway is one of a device. */
export const standsForDevice =
  (localNetworkGateway: string) =>
  (device: Device): boolean =>
    localNetworkGatewaysOf(device).includes(localNetworkGateway);
