import { addressNumber, addressRange, isAddress, isPrefix, rangeCovers } from '../../../base/addresses.ts';
import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import type { Definition, Site } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { areAllEndsKnown, endPaths, ends, needsBgp } from '../connections/ends.ts';
import { type Placed, placed, placedSites } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const noRoutes: Rule = {
  name: 'no-routes-to-site',
  severity: 'error',
  source: 'Without BGP, Azure knows only the address space of the local network gateway.',
  *check(definition) {
    for (const { connection, gateway, local } of ends(definition)) {
      if (!gateway || !local || connection.value.enableBgp || needsBgp(definition, local.value)) continue;
      if (local.value.localNetworkAddressSpace.addressPrefixes.length > 0) continue;
      yield {
        path: [...local.path, 'localNetworkAddressSpace'],
        basis: [
          [...connection.path, 'enableBgp'],
          [...local.path, 'bgpSettings'],
        ],
        message: `${shown(local.value.name)} has no address prefixes, and ${shown(connection.value.name)} has no BGP to learn them by.`,
        advice:
          'Switch BGP on, or list the prefixes of the site in localNetworkAddressSpace.addressPrefixes.',
      };
    }
  },
};

export const sameStaticRoutes: Rule = {
  name: 'same-static-routes',
  severity: 'warning',
  source:
    'Without BGP one of several connections to the same prefixes carries all traffic, though all show Connected (azure-docs#104928).',
  *check(definition) {
    const first = new Map<string, string>();
    for (const { connection, gateway, local } of ends(definition)) {
      if (!gateway || !local || connection.value.enableBgp || needsBgp(definition, local.value)) continue;
      const list = [...local.path, 'localNetworkAddressSpace', 'addressPrefixes'];
      for (const { value, path } of placed(local.value.localNetworkAddressSpace.addressPrefixes, list)) {
        if (!isPrefix(value)) continue;
        const route = JSON.stringify([gateway.value.name, value]);
        const earlier = first.get(route);
        if (earlier === undefined) first.set(route, connection.value.name);
        else {
          yield {
            path,
            basis: [[...connection.path, 'enableBgp']],
            message: `${shown(earlier)} and ${shown(connection.value.name)} both have a static route to ${value}: only one of them will carry traffic, though both are connected.`,
            advice: 'Use BGP on both, or list the prefix at one of their local network gateways.',
          };
        }
      }
    }
  },
};

export const hostWithoutRoute: Rule = {
  name: 'host-without-route',
  severity: 'error',
  source: 'Without BGP, Azure sends to the address space of the local network gateway and to nothing else.',
  *check(definition) {
    for (const { site, routes, basis } of staticSites(definition)) {
      const known = routes.map(addressRange);
      for (const { value: host, path } of placed(site.value.hosts, [...site.path, 'hosts'])) {
        if (!isAddress(host.ipAddress)) continue;
        const own = onlyAddress(host.ipAddress);
        if (known.some((route) => rangeCovers(route, own))) continue;
        yield {
          path: [...path, 'ipAddress'],
          basis: [...basis, [...site.path, 'addressPrefixes']],
          message: `Host ${shown(host.name)} has the address ${host.ipAddress}, to which Azure has no route: without BGP it knows ${listed(routes)} only.`,
          advice: 'List the prefix of the host in localNetworkAddressSpace.addressPrefixes as well.',
        };
      }
    }
  },
};

export const sitePrefixWithoutRoute: Rule = {
  name: 'site-prefix-without-route',
  severity: 'warning',
  source: 'Without BGP, Azure sends to the address space of the local network gateway and to nothing else.',
  *check(definition) {
    for (const { site, routes, basis } of staticSites(definition)) {
      const known = routes.map(addressRange);
      const hosts = site.value.hosts
        .map(({ ipAddress }) => ipAddress)
        .filter(isAddress)
        .map(onlyAddress);
      const prefixes = placed(site.value.addressPrefixes, [...site.path, 'addressPrefixes']);
      for (const { value, path } of prefixes.filter(({ value }) => isPrefix(value))) {
        const own = addressRange(value);
        const isUsed = hosts.some((host) => rangeCovers(own, host));
        // A host without a route is already an error.
        if (isUsed || known.some((route) => rangeCovers(route, own))) continue;
        yield {
          path,
          basis,
          message: `Azure has no route to ${value} of ${shown(site.value.name)}: without BGP it knows ${listed(routes)} only.`,
          advice: 'List it in localNetworkAddressSpace.addressPrefixes, or use BGP.',
        };
      }
    }
  },
};

function onlyAddress(address: string) {
  const number = addressNumber(address);
  return { first: number, last: number };
}

/** The sites that Azure knows only by static routes, with these routes. */
function* staticSites(definition: Definition) {
  if (!areAllEndsKnown(definition)) return;
  for (const site of placedSites(definition)) {
    const own = ends(definition).filter(({ local }) => local && standsFor(local.value.name, site));
    const lists = own.flatMap(({ local }) => local?.value.localNetworkAddressSpace.addressPrefixes ?? []);
    const routes = [...new Set(lists.filter(isPrefix))];
    if (site.value.devices.length > 1 || routes.length === 0) continue;
    if (own.some(({ connection }) => connection.value.enableBgp)) continue;
    const basis = own.flatMap(({ connection, local }) => [
      [...connection.path, 'enableBgp'],
      ...(local
        ? [
            [...local.path, 'localNetworkAddressSpace'],
            [...local.path, 'bgpSettings'],
          ]
        : []),
    ]);
    yield { site, routes, basis: [...basis, ...endPaths(definition)] };
  }
}

const standsFor = (localGateway: string, { value }: Placed<Site>) =>
  value.devices.some(standsForDevice(localGateway));
