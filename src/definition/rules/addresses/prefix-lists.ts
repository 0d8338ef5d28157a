import { shown } from '../../../base/quote.ts';
import type { Definition, VirtualNetworkGateway } from '../../definition.ts';
import type { Path } from '../../sources/path.ts';
import {
  type Placed,
  placed,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
  placedSites,
} from '../placed.ts';
import type { Breach } from '../rule.ts';
import type { Overlap } from './overlaps.ts';

export interface PrefixList {
  readonly owner: string;
  readonly prefixes: readonly Placed<string>[];
}

/** The prefixes of a lab with their owners. */
export function prefixLists(definition: Definition) {
  return {
    networks: placedNetworks(definition).map(
      ({ value, path }): PrefixList => ({
        owner: shown(value.name),
        prefixes: placed(value.addressPrefixes, [...path, 'addressPrefixes']),
      }),
    ),
    localGateways: placedLocalGateways(definition).map(
      ({ value, path }): PrefixList => ({
        owner: shown(value.name),
        prefixes: placed(value.localNetworkAddressSpace.addressPrefixes, [
          ...path,
          'localNetworkAddressSpace',
          'addressPrefixes',
        ]),
      }),
    ),
    clientPools: placedGateways(definition).map(
      ({ value, path }): PrefixList => ({
        owner: `the client address pool of ${shown(value.name)}`,
        prefixes: clientPoolOf(value, path),
      }),
    ),
    sites: placedSites(definition).map(
      ({ value, path }): PrefixList => ({
        owner: shown(value.name),
        prefixes: placed(value.addressPrefixes, [...path, 'addressPrefixes']),
      }),
    ),
  };
}

export const allPrefixes = (lists: readonly PrefixList[]) => lists.flatMap(({ prefixes }) => prefixes);

/** What sites announce beside their LANs, which are their first prefixes. */
export const besideLans = (sites: readonly PrefixList[]) =>
  sites.flatMap(({ prefixes }) => prefixes.slice(1));

/** Finds the owner of a prefix of the lists. */
export function owners(lists: readonly PrefixList[]): (prefix: Placed<string>) => string {
  const known = new Map(
    lists.flatMap(({ owner, prefixes }) => prefixes.map((prefix) => [prefix, owner] as const)),
  );
  return (prefix) => known.get(prefix) ?? '';
}

/** The client address pool of a gateway; empty without point-to-site. */
export const clientPoolOf = ({ vpnClientConfiguration }: VirtualNetworkGateway, path: Path) =>
  placed(vpnClientConfiguration?.vpnClientAddressPool.addressPrefixes ?? [], [
    ...path,
    'vpnClientConfiguration',
    'vpnClientAddressPool',
    'addressPrefixes',
  ]);

/** The breach for an overlap; `beginning` names the two owners. */
export function describeOverlap({ one, other }: Overlap, beginning: string, advice: string): Breach {
  return {
    path: other.path,
    basis: [one.path],
    message: `${beginning} ${one.value} and ${other.value}.`,
    advice,
  };
}
