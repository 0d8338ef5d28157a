import {
  addressIndex,
  isAddress,
  isPrefix,
  lastAddress,
  prefixContains,
  prefixSize,
} from '../../../base/addresses.ts';
import { counted } from '../../../base/counted.ts';
import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import type { Definition } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { machinesOf } from '../../device-pair.ts';
import { siteAddresses } from '../../site-addresses.ts';
import { placed, placedLocalGateways, placedSites } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const hostOutsideSite: Rule = {
  name: 'host-outside-site',
  severity: 'error',
  source: 'A site announces only its prefixes, so the host could not be reached.',
  *check(definition) {
    for (const { site, host, path, prefixes, basis } of hosts(definition)) {
      const { name, ipAddress } = host;
      if (!isAddress(ipAddress) || prefixes.some((prefix) => prefixContains(prefix, ipAddress))) continue;
      yield {
        path: [...path, 'ipAddress'],
        basis: [basis],
        message: `Host ${shown(name)} has the address ${ipAddress}, which is outside site ${site} (${listed(prefixes)}).`,
        advice: "Choose an address inside the site's prefixes, or leave it out.",
      };
    }
  },
};

export const siteAddressTaken: Rule = {
  name: 'site-address-taken',
  severity: 'error',
  source: "The lab puts the site's router and its devices at the beginning of the site's first prefix.",
  *check(definition) {
    for (const { lan, firstFree, owner, what, address, path } of siteNodes(definition)) {
      if (!isAddress(address) || !prefixContains(lan, address)) continue;
      if (addressIndex(lan, address) >= firstFree && address !== lastAddress(lan)) continue;
      yield {
        path,
        message: `${address} cannot be the ${what} of ${owner}: the first addresses of ${lan} belong to the router and the devices of the site, and the last one is for broadcasts.`,
        advice: 'Choose another address of the site.',
      };
    }
  },
};

export const siteFull: Rule = {
  name: 'site-full',
  severity: 'error',
  source: "The site's router, its devices and its hosts have addresses of its first prefix.",
  *check(definition) {
    for (const { value: site, path } of placedSites(definition)) {
      const [lan] = site.addressPrefixes;
      const { firstFree } = siteAddresses(site.devices);
      // The last address is for broadcasts.
      if (lan === undefined || !isPrefix(lan) || firstFree < prefixSize(lan)) continue;
      yield {
        path: [...path, 'devices'],
        basis: [[...path, 'addressPrefixes']],
        message: `The first prefix of site ${shown(site.name)} (${lan}) has no room for its router and ${counted(
          site.devices.reduce((sum, device) => sum + machinesOf(device), 0),
          'device',
        )}.`,
        advice: 'Give the site a larger first prefix.',
      };
    }
    for (const { site, host, path, prefixes, basis } of hosts(definition)) {
      if (host.ipAddress !== '') continue;
      yield {
        path,
        basis: [basis, [...path, 'ipAddress']],
        message: `The first prefix of site ${site} (${prefixes[0]}) has no free address for host ${shown(host.name)}.`,
        advice: 'Give the site a larger first prefix.',
      };
    }
  },
};

/** The hosts of the sites that have prefixes, all of them proper. */
function hosts(definition: Definition) {
  return placedSites(definition)
    .filter(({ value }) => value.addressPrefixes.length > 0 && value.addressPrefixes.every(isPrefix))
    .flatMap(({ value: site, path }) =>
      placed(site.hosts, [...path, 'hosts']).map((host) => ({
        site: shown(site.name),
        host: host.value,
        path: host.path,
        prefixes: site.addressPrefixes,
        basis: [...path, 'addressPrefixes'],
      })),
    );
}

/** The nodes of a site whose addresses the definition chooses. */
function siteNodes(definition: Definition) {
  const localGateways = placedLocalGateways(definition);
  return placedSites(definition).flatMap(({ value: site, path }) => {
    const [lan] = site.addressPrefixes;
    if (lan === undefined || !isPrefix(lan)) return [];
    const place = { lan, firstFree: siteAddresses(site.devices).firstFree };
    return [
      ...placed(site.hosts, [...path, 'hosts']).map(({ value, path }) => ({
        ...place,
        owner: shown(value.name),
        what: 'address',
        address: value.ipAddress,
        path: [...path, 'ipAddress'],
      })),
      ...localGateways
        .filter(({ value }) => site.devices.some(standsForDevice(value.name)))
        .map(({ value, path }) => ({
          ...place,
          owner: shown(value.name),
          what: 'BGP peer IP address',
          address: value.bgpSettings?.bgpPeeringAddress ?? '',
          path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
        })),
    ];
  });
}
