import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import { azureBgp, besideAzure } from '../../azure/bgp.ts';
import type { Definition, Device } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { devicePairLimits } from '../../device-pair.ts';
import { deviceRoutingLimits } from '../../device-routing.ts';
import type { Path } from '../../sources/path.ts';
import { type Ends, ends, placedDevices, tunnelEnds } from '../connections/ends.ts';
import { placed, placedSites } from '../placed.ts';
import type { Rule } from '../rule.ts';

/** So many tunnels have at most 924 choices. */
const mostOpenTunnels = 12;

export const deviceRoutingOutOfRange: Rule = {
  name: 'device-routing-out-of-range',
  severity: 'error',
  source:
    'FRR 10.3 takes these numbers, and VRRP those of RFC 5798 (5.2.4, 5.2.7); a hold time below 3 s is none (RFC 4271, 4.2), and a rank of a tunnel needs room below a local preference.',
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      for (const { place, number, least, most } of numbersOf(value)) {
        if (number >= least && number <= most) continue;
        yield {
          path: [...path, ...place],
          message: `${place.at(-1)} of ${shown(value.name)} is ${number}; ${least} to ${most} are allowed.`,
          advice: 'Write a number of this range, or leave it out.',
        };
      }
    }
  },
};

export const bgpTimersBesideAzure: Rule = {
  name: 'bgp-timers-beside-azure',
  severity: 'warning',
  source: `${azureBgp.hold.source}: a gateway keeps its ${azureBgp.keepalive.value} and ${azureBgp.hold.value} s whatever a device proposes.`,
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      const { bgpTimers } = value;
      if (!bgpTimers || besideAzure(bgpTimers) !== 'flaps') continue;
      yield {
        path: [...path, 'bgpTimers', 'holdSeconds'],
        message: `${shown(value.name)} has a BGP hold time of ${bgpTimers.holdSeconds} s. Azure sends a keepalive every ${azureBgp.keepalive.value} s, so this session flaps there. In a lab it does not: FRR agrees on the lower hold time.`,
        advice: `Believe no figure that its hold time decides, or leave the ${azureBgp.hold.value} s.`,
      };
    }
  },
};

interface Bounded {
  readonly place: Path;
  readonly number: number;
  readonly least: number;
  readonly most: number;
}

function numbersOf({ localPreference, maximumPaths, bgpTimers, bfd, mssClamp, pair }: Device): Bounded[] {
  const limits = deviceRoutingLimits;
  const bounded = (
    place: Path,
    number: number | undefined,
    bounds: { readonly least: number; readonly most: number },
  ): Bounded[] => (number === undefined ? [] : [{ place, number, ...bounds }]);
  return [
    ...bounded(['localPreference'], localPreference, limits.localPreference),
    ...bounded(['maximumPaths'], maximumPaths, limits.maximumPaths),
    ...bounded(['bgpTimers', 'keepaliveSeconds'], bgpTimers?.keepaliveSeconds, limits.keepaliveSeconds),
    ...bounded(['bgpTimers', 'holdSeconds'], bgpTimers?.holdSeconds, limits.holdSeconds),
    ...bounded(
      ['bgpTimers', 'connectRetrySeconds'],
      bgpTimers?.connectRetrySeconds,
      limits.connectRetrySeconds,
    ),
    ...bounded(['bfd', 'intervalMs'], bfd ? bfd.intervalMs : undefined, limits.bfdIntervalMs),
    ...bounded(['bfd', 'threshold'], bfd ? bfd.threshold : undefined, limits.bfdThreshold),
    ...bounded(['mssClamp'], mssClamp === 'none' ? undefined : mssClamp, limits.mssClamp),
    ...bounded(
      ['vrrp', 'advertisementSeconds'],
      pair?.advertisementSeconds,
      devicePairLimits.advertisementSeconds,
    ),
    ...bounded(['vrrp', 'priority'], pair?.priority, devicePairLimits.priority),
  ];
}

export const announcedPrefixUnknown: Rule = {
  name: 'announced-prefix-unknown',
  severity: 'error',
  source: 'A device announces what its site has.',
  *check(definition) {
    for (const site of placedSites(definition)) {
      const prefixes = site.value.addressPrefixes.filter((prefix) => prefix !== '');
      for (const device of placed(site.value.devices, [...site.path, 'devices'])) {
        for (const { value, path } of placed(device.value.announces ?? [], [...device.path, 'announces'])) {
          if (value === '' || prefixes.includes(value)) continue;
          yield {
            path,
            basis: [[...site.path, 'addressPrefixes']],
            message: `${shown(device.value.name)} announces ${value}, which is not a prefix of site ${shown(site.value.name)}.`,
            advice: `Add it to addressPrefixes of the site, or announce of these: ${listed(prefixes)}.`,
          };
        }
      }
    }
  },
};

export const morePrefixesThanAzureTakes: Rule = {
  name: 'more-prefixes-than-azure-takes',
  severity: 'warning',
  source: `${azureBgp.prefixLimit.source}: a gateway drops the session of a peer that announces more than ${azureBgp.prefixLimit.value} prefixes.`,
  *check(definition) {
    const most = azureBgp.prefixLimit.value;
    for (const site of placedSites(definition)) {
      const prefixes = new Set(site.value.addressPrefixes);
      for (const { value, path } of placed(site.value.devices, [...site.path, 'devices'])) {
        const count = value.announces?.filter((prefix) => prefixes.has(prefix)).length ?? prefixes.size;
        const own = tunnelsOf(value, definition);
        if (count <= most || !own.some(({ connection }) => connection.value.enableBgp)) continue;
        yield {
          path,
          basis: [[...site.path, 'addressPrefixes'], ['connections']],
          message: `${shown(value.name)} announces ${count} prefixes. Azure takes ${most} of a peer, and closes its session at the next one: the lab comes up without it.`,
          advice: 'Summarise them, or let the device announce fewer.',
        };
      }
    }
  },
};

export const preferredTunnelUnknown: Rule = {
  name: 'preferred-tunnel-unknown',
  severity: 'error',
  source: 'A preference is between the tunnels that a device has.',
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      const own = tunnelsOf(value, definition);
      if (own.length === 0 || own.some(({ gateway }) => !gateway)) continue;
      const known = [
        ...own.flatMap((end) => peersOf(value, end)),
        ...own.map(({ connection }) => connection.value.name),
      ].filter((name) => name !== '');
      for (const { value: name, path: place } of placed(value.prefers ?? [], [...path, 'prefers'])) {
        if (name === '' || known.includes(name)) continue;
        yield {
          path: place,
          basis: own.flatMap(({ connection, gateway }) => [
            connection.path,
            ...(gateway ? [[...gateway.path, 'publicIPAddresses']] : []),
          ]),
          message: `${shown(value.name)} prefers ${shown(name)}, and has no such tunnel.`,
          advice: `Name a public IP address or a connection of its tunnels: ${listed(known)}.`,
        };
      }
    }
  },
};

export const oneSidedGracefulRestart: Rule = {
  name: 'graceful-restart-one-sided',
  severity: 'warning',
  source: 'Both ends have to offer it (RFC 4724, 3), and Azure documents none.',
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      if (!value.gracefulRestart) continue;
      yield {
        path: [...path, 'gracefulRestart'],
        message: `${shown(value.name)} offers graceful restart, and neither Azure nor its site's router does: nobody keeps its routes while its BGP restarts.`,
        advice: 'Leave it out, or keep it as a part of your configuration that has no effect.',
      };
    }
  },
};

export const manyPathChoices: Rule = {
  name: 'maximum-paths-with-many-tunnels',
  severity: 'error',
  source: `Which of the equal paths a device uses is open. The lab knows every choice, which are too many above ${mostOpenTunnels} tunnels.`,
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      const { maximumPaths } = value;
      if (maximumPaths === undefined || maximumPaths <= 1) continue;
      const tunnels = tunnelsOf(value, definition)
        .filter(({ connection }) => connection.value.enableBgp)
        .flatMap((end) => peersOf(value, end)).length;
      if (tunnels <= mostOpenTunnels || maximumPaths >= tunnels) continue;
      yield {
        path: [...path, 'maximumPaths'],
        basis: [['connections']],
        message: `${shown(value.name)} has ${tunnels} tunnels, and uses ${maximumPaths} of them at once.`,
        advice: 'Write maximumPaths: 1, or leave it out.',
      };
    }
  },
};

/** The connections of a device, over all of its lines. */
const tunnelsOf = (device: Device, definition: Definition): Ends[] =>
  ends(definition).filter(({ local }) => local && standsForDevice(local.value.name)(device));

/** The public IP addresses of a connection's gateway to which the device has a tunnel configured, by name. */
const peersOf = ({ peers }: Device, { gateway }: Ends): string[] =>
  (gateway?.value.publicIPAddresses.slice(0, tunnelEnds(gateway.value)) ?? [])
    .map(({ name }) => name)
    .filter((name) => peers?.includes(name) ?? true);
