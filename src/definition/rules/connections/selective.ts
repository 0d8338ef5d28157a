import { azureIpsec } from '../../azure/ipsec.ts';
import type {
  Connection,
  Definition,
  Device,
  LocalNetworkGateway,
  VirtualNetworkGateway,
} from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { deviceStarts } from '../../ipsec-proposals.ts';
import { spokesOf } from '../../peerings.ts';
import type { Path } from '../../sources/path.ts';
import {
  carriedBetween,
  mirrored,
  proposedSelectors,
  type TrafficSelectors,
} from '../../traffic-selectors.ts';
import type { Placed } from '../placed.ts';
import { ends, placedDevices } from './ends.ts';

/** The property of a connection by which its gateway has traffic selectors. */
export const useSelectors = 'usePolicyBasedTrafficSelectors';

/** A connection to a device, one of which has traffic selectors. */
export interface Selective {
  readonly connection: Placed<Connection>;
  readonly gateway: Placed<VirtualNetworkGateway>;
  readonly local: Placed<LocalNetworkGateway>;
  readonly device?: Placed<Device>;
  /** By the gateway; absent: any to any. */
  readonly proposed?: readonly TrafficSelectors[];
  /** As the gateway sees it; absent: everything. */
  readonly carried?: readonly TrafficSelectors[];
  /** Where all of it is written. */
  readonly basis: readonly Path[];
}

/** The connections to devices of which one end has traffic selectors that could be read. */
export function selective(definition: Definition): Selective[] {
  const devices = placedDevices(definition);
  return ends(definition).flatMap(({ connection, gateway, local }): Selective[] => {
    if (!gateway || !local) return [];
    const prefixes = [prefixesBehind(gateway.value, definition), prefixesOf(local.value)] as const;
    const isGiven = connection.value.trafficSelectorPolicies !== undefined;
    // Reported elsewhere; so many would take long.
    if (!isGiven && prefixes[0].length * prefixes[1].length > azureIpsec.childSas.value) return [];
    const device = devices.find(({ value }) => standsForDevice(local.value.name)(value));
    const proposed = proposedSelectors(connection.value, ...prefixes);
    const own = device?.value.ipsec?.trafficSelectors ?? proposed?.map(mirrored);
    if (!own?.length || [...own, ...(proposed ?? [])].some(hasUnreadable)) return [];
    const starts = connection.value.connectionMode !== 'ResponderOnly';
    const carried = carriedBetween(
      { starts, selectors: starts ? proposed : undefined },
      { starts: deviceStarts(connection.value, device?.value.ipsec), selectors: own },
    );
    return [
      {
        connection,
        gateway,
        local,
        ...(device && { device }),
        ...(proposed && { proposed }),
        ...(carried && { carried }),
        basis: [
          [...connection.path, useSelectors],
          [...connection.path, 'trafficSelectorPolicies'],
          [...local.path, 'localNetworkAddressSpace'],
          ...(device ? [[...device.path, 'ipsec']] : []),
        ],
      },
    ];
  });
}

const hasUnreadable = ({ localAddressRanges, remoteAddressRanges }: TrafficSelectors): boolean =>
  [...localAddressRanges, ...remoteAddressRanges].includes('') ||
  localAddressRanges.length === 0 ||
  remoteAddressRanges.length === 0;

/** The address space that a gateway connects: that of its virtual network, and of the spokes. */
export function prefixesBehind(gateway: VirtualNetworkGateway | undefined, definition: Definition): string[] {
  const network = definition.virtualNetworks.find(({ name }) => name === gateway?.virtualNetwork);
  const networks = network ? [network, ...spokesOf(network, definition)] : [];
  return networks.flatMap(({ addressPrefixes }) => addressPrefixes);
}

const prefixesOf = ({ localNetworkAddressSpace }: LocalNetworkGateway): readonly string[] =>
  localNetworkAddressSpace.addressPrefixes;
