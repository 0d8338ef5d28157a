import { isPrefix } from '../../base/addresses.ts';
import type { Definition, VirtualNetworkGateway } from '../definition.ts';
import type { Path } from '../sources/path.ts';

/** A value of a definition with its place. */
export interface Placed<Value> {
  readonly value: Value;
  readonly path: Path;
}

/** The items of a list, each with its place. */
export function placed<Value>(values: readonly Value[], path: Path): Placed<Value>[] {
  return values.map((value, index) => ({ value, path: [...path, index] }));
}

export const placedNetworks = (definition: Definition) =>
  placed(definition.virtualNetworks, ['virtualNetworks']);
export const placedGateways = (definition: Definition) =>
  placed(definition.virtualNetworkGateways, ['virtualNetworkGateways']);
export const placedLocalGateways = (definition: Definition) =>
  placed(definition.localNetworkGateways, ['localNetworkGateways']);
export const placedConnections = (definition: Definition) => placed(definition.connections, ['connections']);
export const placedClients = (definition: Definition) => placed(definition.vpnClients, ['vpnClients']);
export const placedTraffic = (definition: Definition) => placed(definition.traffic, ['traffic']);
export const placedExpectations = (definition: Definition) => placed(definition.expect, ['expect']);
export const placedScenario = (definition: Definition) => placed(definition.scenario, ['scenario']);
export const placedSites = (definition: Definition) => placed(definition.sites, ['sites']);

/** The custom BGP addresses of a gateway, where the lab file has them. */
export function placedCustomAddresses({ value, path }: Placed<VirtualNetworkGateway>): Placed<string>[] {
  const { customBgpIpAddresses, ipConfigurationNames } = value.bgpSettings;
  return customBgpIpAddresses.flatMap((addresses, instance) =>
    ipConfigurationNames
      ? placed(addresses, [...path, 'bgpSettings', 'bgpPeeringAddresses', instance, 'customBgpIpAddresses'])
      : addresses.map((address) => ({
          value: address,
          path: [...path, 'bgpSettings', 'customBgpIpAddresses', instance],
        })),
  );
}

/** The item of that name; undefined if the name is unknown. */
export function named<Value extends { readonly name: string }>(
  values: readonly Placed<Value>[],
  name: string,
): Placed<Value> | undefined {
  return name === '' ? undefined : values.find(({ value }) => value.name === name);
}

/** The items with a proper prefix. */
export const properPrefixes = (prefixes: readonly Placed<string>[]) =>
  prefixes.filter(({ value }) => isPrefix(value));

/** Each item that has the same key as an earlier one, with the earlier one. Items without a key are skipped. */
export function* repetitions<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): Generator<{ readonly first: Item; readonly again: Item }> {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined || key === '') continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    else yield { first, again: item };
  }
}
