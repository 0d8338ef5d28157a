import type { NumberName, Origin } from '../../definition/origin.ts';
import {
  dpdTimeoutSeconds,
  type HealthProbe,
  type Profile,
  profileNamed,
  profileNames,
  takeoverSkewSeconds,
} from '../../definition/profile.ts';
import { code, table } from './table.ts';

/** One timer: what it is, its value in a profile, and where its origin is found. */
interface Timer {
  readonly title: string;
  readonly value: (profile: Profile) => string;
  readonly number: NumberName;
}

const probes = ({ threshold, intervalMs }: HealthProbe): string =>
  `${threshold} times ${intervalMs / 1000} s`;

const timers: readonly Timer[] = [
  {
    title: 'BGP keepalive / hold time',
    number: 'bgp',
    value: ({ bgp }) => `${bgp.keepaliveSeconds} / ${bgp.holdSeconds} s`,
  },
  {
    title: 'DPD timeout',
    number: 'dpd',
    value: ({ dpd }) =>
      `${dpdTimeoutSeconds(dpd)} s: ${dpd.delaySeconds} s, then ${dpd.retransmitTries + 1} times ${dpd.retransmitSeconds} s`,
  },
  {
    title: 'Tunnel that was refused',
    number: 'tunnelRetrySeconds',
    value: ({ tunnelRetrySeconds }) => `started again within ${tunnelRetrySeconds} s`,
  },
  {
    title: 'BGP connect retry',
    number: 'bgpConnectRetry',
    value: ({ bgp }) => `${bgp.connectRetrySeconds} s`,
  },
  {
    title: 'Health probe of an instance',
    number: 'healthProbe',
    value: ({ healthProbe }) => probes(healthProbe),
  },
  {
    title: 'Takeover by the sibling (VRRP); a standby that is told waits for the second part only',
    number: 'takeover',
    value: ({ takeover }) =>
      `3 times ${takeover.advertisementSeconds} s, then ${takeoverSkewSeconds(takeover)} s`,
  },
  {
    title: 'Replacement of an instance that crashed',
    number: 'replacementSeconds',
    value: ({ replacementSeconds }) => `starts after ${replacementSeconds} s`,
  },
  {
    title: 'Machine in planned maintenance',
    number: 'maintenanceSeconds',
    value: ({ maintenanceSeconds }) => `away for ${maintenanceSeconds} s`,
  },
  {
    title: 'Instance that is reset',
    number: 'resetSeconds',
    value: ({ resetSeconds }) => `away for ${resetSeconds} s`,
  },
  {
    title: "BFD between a site's core router and its devices",
    number: 'siteBfd',
    value: ({ siteBfd }) => probes(siteBfd),
  },
  {
    title: 'Device that crashed',
    number: 'deviceRestartSeconds',
    value: ({ deviceRestartSeconds }) => `starts after ${deviceRestartSeconds} s`,
  },
  {
    title: 'Link, rule, key or daemon that broke',
    number: 'repairSeconds',
    value: ({ repairSeconds }) => `repaired after ${repairSeconds} s`,
  },
  {
    title: 'A BGP session of an instance ends with its tunnel (`azureBgpFollowsTunnel`)',
    number: 'azureBgpFollowsTunnel',
    value: ({ azureBgpFollowsTunnel }) => (azureBgpFollowsTunnel ? 'yes' : 'no'),
  },
  {
    title: 'A public address goes back to its own instance (`publicAddressReturns`)',
    number: 'publicAddressReturns',
    value: ({ publicAddressReturns }) => (publicAddressReturns ? 'yes' : 'no'),
  },
];

/** Every number of every profile, and whose it is; where the profiles differ in that, in their order. */
export function profilesReference(): string {
  const profiles = profileNames.map(profileNamed);
  return table([
    ['', ...profiles.map(({ name }) => code(name)), 'whose number'],
    ...timers.map(({ title, number, value }) => [
      title,
      ...profiles.map(value),
      [...new Set(profiles.map(({ origins }) => originText(origins[number])))].join('; in `fast` '),
    ]),
  ]);
}

const originText = ({ whose, source }: Origin): string => `${whose}: ${source}`;
