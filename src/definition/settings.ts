import type { NumberName } from './origin.ts';
import { changedOrigins } from './origin.ts';
import { dpdTimersFor, type Profile } from './profile.ts';

/** Values in place of those of a profile, by their paths: `healthProbe.intervalMs`. */
export type Settings = Readonly<Record<string, number | boolean>>;

interface Setting {
  /** The number, as its origin calls it. */
  readonly number: NumberName;
  readonly change: (profile: Profile, value: number) => Partial<Profile>;
  /** What the programs of the nodes accept. Absent: yes or no. */
  readonly range?: Range;
}

interface Range {
  readonly least: number;
  readonly most: number;
  /** Fractions are possible. */
  readonly fractions?: true;
}

const wholeSeconds = (least: number, most: number): Range => ({ least, most });

/** How long something lasts in a lab: the time limit of a run is 20 minutes. */
const lasting: Range = wholeSeconds(1, 3600);

/** FRR's BFD takes 10 to 60000 ms, and 2 to 255 packets. */
const probing: Range = { least: 10, most: 60_000 };
const probes: Range = { least: 2, most: 255 };

const settings = {
  'bgp.keepaliveSeconds': {
    number: 'bgp',
    range: wholeSeconds(1, 21_845),
    change: ({ bgp }, keepaliveSeconds) => ({ bgp: { ...bgp, keepaliveSeconds } }),
  },
  'bgp.holdSeconds': {
    number: 'bgp',
    range: wholeSeconds(3, 65_535),
    change: ({ bgp }, holdSeconds) => ({ bgp: { ...bgp, holdSeconds } }),
  },
  'bgp.connectRetrySeconds': {
    number: 'bgpConnectRetry',
    range: wholeSeconds(1, 65_535),
    change: ({ bgp }, connectRetrySeconds) => ({ bgp: { ...bgp, connectRetrySeconds } }),
  },
  'dpd.timeoutSeconds': {
    number: 'dpd',
    range: wholeSeconds(2, 3600),
    change: (_, timeoutSeconds) => ({ dpd: dpdTimersFor(timeoutSeconds) }),
  },
  'dpd.delaySeconds': {
    number: 'dpd',
    range: wholeSeconds(1, 3600),
    change: ({ dpd }, delaySeconds) => ({ dpd: { ...dpd, delaySeconds } }),
  },
  'dpd.retransmitSeconds': {
    number: 'dpd',
    range: { least: 0.1, most: 3600, fractions: true },
    change: ({ dpd }, retransmitSeconds) => ({ dpd: { ...dpd, retransmitSeconds } }),
  },
  'dpd.retransmitTries': {
    number: 'dpd',
    range: { least: 0, most: 100 },
    change: ({ dpd }, retransmitTries) => ({ dpd: { ...dpd, retransmitTries } }),
  },
  tunnelRetrySeconds: {
    number: 'tunnelRetrySeconds',
    range: lasting,
    change: (_, tunnelRetrySeconds) => ({ tunnelRetrySeconds }),
  },
  'healthProbe.intervalMs': {
    number: 'healthProbe',
    range: probing,
    change: ({ healthProbe }, intervalMs) => ({ healthProbe: { ...healthProbe, intervalMs } }),
  },
  'healthProbe.threshold': {
    number: 'healthProbe',
    range: probes,
    change: ({ healthProbe }, threshold) => ({ healthProbe: { ...healthProbe, threshold } }),
  },
  'siteBfd.intervalMs': {
    number: 'siteBfd',
    range: probing,
    change: ({ siteBfd }, intervalMs) => ({ siteBfd: { ...siteBfd, intervalMs } }),
  },
  'siteBfd.threshold': {
    number: 'siteBfd',
    range: probes,
    change: ({ siteBfd }, threshold) => ({ siteBfd: { ...siteBfd, threshold } }),
  },
  // VRRP 3 has 12 bits of centiseconds (RFC 5798, 5.2.7); 254 is what an instance has at home.
  'takeover.advertisementSeconds': {
    number: 'takeover',
    range: { least: 0.1, most: 40, fractions: true },
    change: ({ takeover }, advertisementSeconds) => ({ takeover: { ...takeover, advertisementSeconds } }),
  },
  'takeover.priority': {
    number: 'takeover',
    range: { least: 1, most: 253 },
    change: ({ takeover }, priority) => ({ takeover: { ...takeover, priority } }),
  },
  replacementSeconds: {
    number: 'replacementSeconds',
    range: lasting,
    change: (_, replacementSeconds) => ({ replacementSeconds }),
  },
  deviceRestartSeconds: {
    number: 'deviceRestartSeconds',
    range: lasting,
    change: (_, deviceRestartSeconds) => ({ deviceRestartSeconds }),
  },
  maintenanceSeconds: {
    number: 'maintenanceSeconds',
    range: lasting,
    change: (_, maintenanceSeconds) => ({ maintenanceSeconds }),
  },
  resetSeconds: {
    number: 'resetSeconds',
    range: lasting,
    change: (_, resetSeconds) => ({ resetSeconds }),
  },
  repairSeconds: {
    number: 'repairSeconds',
    range: lasting,
    change: (_, repairSeconds) => ({ repairSeconds }),
  },
  azureBgpFollowsTunnel: {
    number: 'azureBgpFollowsTunnel',
    change: (_, value) => ({ azureBgpFollowsTunnel: value !== 0 }),
  },
  publicAddressReturns: {
    number: 'publicAddressReturns',
    change: (_, value) => ({ publicAddressReturns: value !== 0 }),
  },
} as const satisfies Readonly<Record<string, Setting>>;

const all: ReadonlyMap<string, Setting> = new Map(Object.entries(settings));

/** The paths of everything that can be set. */
export const settingPaths: readonly string[] = [...all.keys()];

/** Why a setting cannot be, as a sentence; undefined: it can. */
export function objectionTo(path: string, value: unknown): string | undefined {
  const setting = all.get(path);
  if (!setting) return `There is no number ${path} in a profile.`;
  const { range } = setting;
  if (!range) return typeof value === 'boolean' ? undefined : `${path} is true or false.`;
  const { least, most, fractions } = range;
  const isFit =
    typeof value === 'number' &&
    value >= least &&
    value <= most &&
    (fractions === true || Number.isInteger(value));
  return isFit
    ? undefined
    : `${path} is a ${fractions ? 'number' : 'whole number'} from ${least} to ${most}.`;
}

/**
 * A profile with other values. What is set is no longer Azure's documented number; an assumption about Azure stays one.
 *
 * @param values checked by {@link objectionTo}; in this order, so that of `dpd.timeoutSeconds` and a part of it the later
 * one counts
 */
export function withSettings(profile: Profile, values: Settings): Profile {
  let changed = profile;
  const names: NumberName[] = [];
  for (const [path, value] of Object.entries(values)) {
    const setting = all.get(path);
    if (!setting) continue;
    changed = { ...changed, ...setting.change(changed, Number(value)) };
    names.push(setting.number);
  }
  if (names.length === 0) return profile;
  return {
    ...changed,
    changes: settingsText(values),
    origins: changedOrigins(profile.origins, names),
  };
}

/** Why the numbers of a profile do not fit together, as a sentence; undefined: they do. RFC 4271, 4.4. */
export const discord = ({ bgp }: Profile): string | undefined =>
  bgp.holdSeconds < 3 * bgp.keepaliveSeconds
    ? `A BGP hold time of ${bgp.holdSeconds} s is too short for keepalives every ${bgp.keepaliveSeconds} s: it has to be three times as long.`
    : undefined;

/** "healthProbe.intervalMs=1000, azureBgpFollowsTunnel=false". */
export const settingsText = (values: Settings): string =>
  Object.entries(values)
    .map(([path, value]) => `${path}=${value}`)
    .join(', ');
