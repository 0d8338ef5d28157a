import { isAddress, isPrefix, prefixContains, prefixCovers, prefixLength } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import type { Definition, Device, Site } from '../../definition.ts';
import { type Placed, placed, placedSites, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { overlapsBetween, overlapsOf } from './overlaps.ts';
import { allPrefixes, owners, prefixLists } from './prefix-lists.ts';
import { isAround } from './prefixes.ts';

export const repeatedSitePrefix: Rule = {
  name: 'repeated-site-prefix',
  severity: 'error',
  source: 'A site announces a prefix once. It may announce a prefix and a part of it.',
  *check(definition) {
    for (const { prefixes, owner } of prefixLists(definition).sites) {
      for (const { again } of repetitions(prefixes, ({ value }) => value)) {
        yield {
          path: again.path,
          message: `${owner} has the prefix ${again.value} twice.`,
          advice: 'Leave one of them out.',
        };
      }
    }
  },
};

export const sitePrefixInVirtualNetwork: Rule = {
  name: 'site-prefix-in-virtual-network',
  severity: 'error',
  source:
    'VPN Gateway FAQ: a gateway does not accept a prefix of its virtual network, or a part of one, from a BGP peer. It accepts a prefix that contains it.',
  *check(definition) {
    const { networks, localGateways, sites } = prefixLists(definition);
    const ownerOf = owners([...networks, ...sites]);
    // A site without prefixes of its own has those of its local network gateways, which have a rule of their own.
    const known = new Set(allPrefixes(localGateways).map(({ value }) => value));
    for (const { one, other } of overlapsBetween(allPrefixes(networks), allPrefixes(sites))) {
      if (isAround(other.value, one.value) || known.has(other.value)) continue;
      const what =
        one.value === other.value ? 'the address space' : `a part of the address space (${one.value})`;
      yield {
        path: other.path,
        basis: [one.path],
        message: `${ownerOf(other)} has the prefix ${other.value}, which is ${what} of ${ownerOf(one)}. A gateway does not accept that from its peers.`,
        advice:
          'Give the site other addresses. It may announce a prefix that contains the virtual network: inside traffic stays inside.',
      };
    }
  },
};

export const lanAroundVirtualNetwork: Rule = {
  name: 'lan-contains-virtual-network',
  severity: 'error',
  source:
    'The first prefix of a site is its LAN. A host looks for the addresses of its LAN there, not at a router.',
  *check(definition) {
    const { networks, sites } = prefixLists(definition);
    const ownerOf = owners([...networks, ...sites]);
    const lans = sites.flatMap(({ prefixes }) => prefixes.slice(0, 1));
    const seen = new Set<Placed<string>>();
    for (const { one, other } of overlapsBetween(allPrefixes(networks), lans)) {
      if (!isAround(other.value, one.value) || seen.has(other)) continue;
      seen.add(other);
      yield {
        path: other.path,
        basis: [one.path],
        message: `The first prefix of ${ownerOf(other)}, ${other.value}, is its LAN, and contains ${one.value} of ${ownerOf(one)}: hosts would look for the virtual network in the LAN.`,
        advice: `Write the prefix of the LAN first: addressPrefixes: [10.51.0.0/16, ${other.value}].`,
      };
    }
  },
};

export const overlappingSites: Rule = {
  name: 'overlapping-sites',
  severity: 'error',
  source:
    'A lab has no line between sites, and no address twice. What is announced beside the LANs may overlap.',
  *check(definition) {
    const { sites } = prefixLists(definition);
    const ownerOf = owners(sites);
    const lans = sites.map(({ prefixes }) => ({ prefixes: prefixes.slice(0, 1) }));
    for (const { one, other } of overlapsOf(lans, (first, second) => first !== second)) {
      yield {
        path: other.path,
        basis: [one.path],
        message: `The LANs of ${ownerOf(one)} and ${ownerOf(other)}, their first prefixes, overlap: ${one.value} and ${other.value}.`,
        advice:
          'Give each site a LAN of its own as its first prefix. Both may announce a common prefix beside it.',
      };
    }
  },
};

export const hostOfOtherSite: Rule = {
  name: 'prefix-takes-hosts-of-another-site',
  severity: 'error',
  source:
    'Gateways choose the longest prefix, then the shortest AS path, and use equal ones at once. A lab has no line between its sites.',
  *check(definition) {
    for (const { site, prefix } of besideLans(definition)) {
      for (const other of placedSites(definition).filter(({ value }) => value !== site.value)) {
        const [lan] = other.value.addressPrefixes;
        if (lan === undefined || !isPrefix(lan) || !prefixCovers(lan, prefix.value)) continue;
        const host = other.value.hosts.find(
          ({ ipAddress }) => isAddress(ipAddress) && prefixContains(prefix.value, ipAddress),
        );
        if (!host) continue;
        const isSame = prefixLength(lan) === prefixLength(prefix.value);
        if (isSame && leastPrepend(site.value, prefix.value) > leastPrepend(other.value, lan)) continue;
        yield {
          path: prefix.path,
          basis: [
            [...other.path, 'addressPrefixes'],
            [...other.path, 'hosts'],
          ],
          message: `${shown(site.value.name)} announces ${prefix.value}, so packets to host ${shown(host.name)} of ${shown(other.value.name)} go ${isSame ? 'to both sites' : 'there'}, where the lab has no line to it.`,
          advice: isSame
            ? `Make ${shown(site.value.name)} the second choice: asPathPrepend: 1 at its devices.`
            : 'Leave it out, or announce a shorter prefix.',
        };
      }
    }
  },
};

/** What devices announce beside the LANs of their sites. */
const besideLans = (definition: Definition) =>
  placedSites(definition).flatMap((site) =>
    placed(site.value.addressPrefixes, [...site.path, 'addressPrefixes'])
      .slice(1)
      .filter(({ value }) => isPrefix(value) && site.value.devices.some(announces(value)))
      .map((prefix): { readonly site: Placed<Site>; readonly prefix: Placed<string> } => ({ site, prefix })),
  );

const announces =
  (prefix: string) =>
  (device: Device): boolean =>
    device.announces?.includes(prefix) ?? true;

const leastPrepend = ({ devices }: Site, prefix: string): number =>
  Math.min(...devices.filter(announces(prefix)).map(({ asPathPrepend }) => asPathPrepend));
