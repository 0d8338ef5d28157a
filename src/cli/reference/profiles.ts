import {
  dpdTimeoutSeconds,
  type HealthProbe,
  type Profile,
  profileNamed,
  profileNames,
  takeoverSkewSeconds,
} from '../../definition/profile.ts';
import { code, table } from './table.ts';

/** One timer: what it is, its value in a profile, and whose number it is. */
interface Timer {
  readonly title: string;
  readonly value: (profile: Profile) => string;
  readonly origin: string;
}

const probes = ({ threshold, intervalMs }: HealthProbe): string =>
  `${threshold} times ${intervalMs / 1000} s`;

const timers: readonly Timer[] = [
  {
    title: 'BGP keepalive / hold time',
    value: ({ bgp }) => `${bgp.keepaliveSeconds} / ${bgp.holdSeconds} s`,
    origin: 'Azure: documented, and fixed there',
  },
  {
    title: 'DPD timeout',
    value: ({ dpd }) =>
      `${dpdTimeoutSeconds(dpd)} s: ${dpd.delaySeconds} s, then ${dpd.retransmitTries + 1} times ${dpd.retransmitSeconds} s`,
    origin: 'Azure: 45 s is the documented default; its division is ours',
  },
  {
    title: 'Tunnel that was refused',
    value: ({ tunnelRetrySeconds }) => `started again within ${tunnelRetrySeconds} s`,
    origin: 'ours; Azure does not say',
  },
  {
    title: 'BGP connect retry',
    value: ({ bgp }) => `${bgp.connectRetrySeconds} s`,
    origin: 'ours',
  },
  {
    title: 'Health probe of an instance',
    value: ({ healthProbe }) => probes(healthProbe),
    origin:
      "ours; in `azure` the defaults of Azure Load Balancer's probes. How Azure notices is not documented",
  },
  {
    title: 'Takeover by the sibling (VRRP)',
    value: ({ takeover }) =>
      `3 times ${takeover.advertisementSeconds} s, then ${takeoverSkewSeconds(takeover)} s`,
    origin: 'ours; a standby that is told waits for the second part only',
  },
  {
    title: 'Replacement of an instance that crashed',
    value: ({ replacementSeconds }) => `starts after ${replacementSeconds} s`,
    origin: 'ours; Azure does not say',
  },
  {
    title: 'Machine in planned maintenance',
    value: ({ maintenanceSeconds }) => `away for ${maintenanceSeconds} s`,
    origin: 'ours',
  },
  {
    title: 'Instance that is reset',
    value: ({ resetSeconds }) => `away for ${resetSeconds} s`,
    origin: 'ours; an older text of Azure (*Reset a VPN gateway*, 2017) says less than a minute',
  },
  {
    title: "BFD between a site's core router and its devices",
    value: ({ siteBfd }) => probes(siteBfd),
    origin: "the site's; FRR's defaults",
  },
  {
    title: 'Device that crashed',
    value: ({ deviceRestartSeconds }) => `starts after ${deviceRestartSeconds} s`,
    origin: "the site's",
  },
  {
    title: 'Link, rule, key or daemon that broke',
    value: ({ repairSeconds }) => `repaired after ${repairSeconds} s`,
    origin: 'ours: longer than the BGP hold time, so that it can show',
  },
];

/** Every timer of every profile, and whose number it is. */
export function profilesReference(): string {
  const profiles = profileNames.map(profileNamed);
  return table([
    ['', ...profiles.map(({ name }) => code(name)), 'whose number'],
    ...timers.map(({ title, value, origin }) => [title, ...profiles.map(value), origin]),
  ]);
}
