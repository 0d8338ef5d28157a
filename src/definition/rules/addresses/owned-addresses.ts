import { shown } from '../../../base/quote.ts';
import type { Definition } from '../../definition.ts';
import type { Path } from '../../sources/path.ts';
import {
  placed,
  placedClients,
  placedCustomAddresses,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
  placedSites,
} from '../placed.ts';

/** The uses of addresses that rules tell apart. */
export const gatewayPublic = 'public IP address';
export const devicePublic = 'gateway IP address';
export const deviceBgp = 'BGP peer IP address';
export const clientPublic = 'public address';
export const outside: readonly string[] = [gatewayPublic, devicePublic, clientPublic];

export interface OwnedAddress {
  readonly owner: string;
  readonly what: string;
  readonly address: string;
  readonly path: Path;
}

/** Every address of the lab, with its owner. */
export function addresses(definition: Definition): OwnedAddress[] {
  return [
    ...placedGateways(definition).flatMap(({ value: gateway, path }) => [
      ...placed(gateway.publicIPAddresses, [...path, 'publicIPAddresses']).map((address) => ({
        owner: shown(address.value.name),
        what: gatewayPublic,
        address: address.value.ipAddress,
        path: [...address.path, 'ipAddress'],
      })),
      ...placed(gateway.bgpSettings.bgpPeeringAddresses, [...path, 'bgpSettings', 'bgpPeeringAddresses']).map(
        (address) => ({
          owner: shown(gateway.name),
          what: 'BGP peer IP address of an instance',
          address: address.value,
          path: address.path,
        }),
      ),
      ...placedCustomAddresses({ value: gateway, path }).map((address) => ({
        owner: shown(gateway.name),
        what: 'custom BGP address of an instance',
        address: address.value,
        path: address.path,
      })),
    ]),
    ...placedLocalGateways(definition).map(({ value, path }) => ({
      owner: shown(value.name),
      what: devicePublic,
      address: value.gatewayIpAddress,
      path: [...path, 'gatewayIpAddress'],
    })),
    ...placedLocalGateways(definition).map(({ value, path }) => ({
      owner: shown(value.name),
      what: deviceBgp,
      address: value.bgpSettings?.bgpPeeringAddress ?? '',
      path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
    })),
    ...placedClients(definition).map(({ value, path }) => ({
      owner: shown(value.name),
      what: clientPublic,
      address: value.ipAddress,
      path: [...path, 'ipAddress'],
    })),
    ...placedNetworks(definition).flatMap((network) =>
      placed(network.value.virtualMachines, [...network.path, 'virtualMachines']).map(({ value, path }) => ({
        owner: shown(value.name),
        what: 'private IP address',
        address: value.privateIPAddress,
        path: [...path, 'privateIPAddress'],
      })),
    ),
    ...placedSites(definition).flatMap((site) =>
      placed(site.value.hosts, [...site.path, 'hosts']).map(({ value, path }) => ({
        owner: shown(value.name),
        what: 'IP address',
        address: value.ipAddress,
        path: [...path, 'ipAddress'],
      })),
    ),
  ];
}
