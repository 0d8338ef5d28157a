import { z } from 'zod';

export const whoseSchema = z
  .enum(['documented', 'yours', 'assumed'])
  .describe(
    "Whose number a timer is: documented by Azure, yours (the device's or the design's own), or assumed by this project because Azure publishes none.",
  );

export type Whose = z.infer<typeof whoseSchema>;

export const originSchema = z
  .object({ whose: whoseSchema, source: z.string().describe('The document, or why it is this number.') })
  .readonly();

/** Whose number a timer is, and where it comes from. */
export type Origin = z.infer<typeof originSchema>;

export const numberNames = [
  'bgp',
  'bgpConnectRetry',
  'dpd',
  'tunnelRetrySeconds',
  'healthProbe',
  'siteBfd',
  'takeover',
  'replacementSeconds',
  'deviceRestartSeconds',
  'maintenanceSeconds',
  'resetSeconds',
  'repairSeconds',
  'azureBgpFollowsTunnel',
  'publicAddressReturns',
] as const;

/** The numbers of a profile, and the two assumptions that are no numbers. */
export type NumberName = (typeof numberNames)[number];

export const originsSchema = z.record(z.enum(numberNames), originSchema).readonly();

export type Origins = Readonly<Record<NumberName, Origin>>;

const documented = (source: string): Origin => ({ whose: 'documented', source });
const assumed = (source: string): Origin => ({ whose: 'assumed', source });
const yours = (source: string): Origin => ({ whose: 'yours', source });

/** Of the profile `azure`. */
export const azureOrigins: Origins = {
  bgp: documented('VPN Gateway FAQ: 60 s and 180 s, fixed'),
  bgpConnectRetry: assumed('Azure does not say'),
  dpd: documented('VPN Gateway FAQ: 45 s by default. How the timeout is divided is our choice'),
  tunnelRetrySeconds: assumed('Azure does not say; a device usually tries again within seconds'),
  healthProbe: assumed(
    "Azure does not say; 5 s and 2 failures are Azure Load Balancer's defaults for a health probe",
  ),
  siteBfd: yours("FRR's defaults; a site chooses its own"),
  takeover: assumed(
    'Azure does not say; chosen so that tunnels and sessions are back within the documented 10 to 15 s and 1 to 3 minutes',
  ),
  replacementSeconds: assumed('Azure does not say; inside of the documented 1 to 3 minutes'),
  deviceRestartSeconds: yours('A small device that boots; a site has its own'),
  maintenanceSeconds: assumed('Azure does not say; an update and a reboot'),
  resetSeconds: assumed(
    'Azure does not say; its text of 2017 (Reset a VPN gateway) has a gap of less than 1 minute',
  ),
  repairSeconds: assumed('Longer than the BGP hold time, so that it can show'),
  azureBgpFollowsTunnel: assumed('Azure does not say whether a BGP session ends with its tunnel'),
  publicAddressReturns: assumed(
    'Azure does not say whether a public address goes back to its own instance when that one is there again',
  ),
};

/** Of the profile `fast`: no number of Azure's is left. */
export const fastOrigins: Origins = {
  ...azureOrigins,
  bgp: assumed('Short, for CI; Azure has 60 s and 180 s, fixed'),
  dpd: assumed('Short, for CI; Azure has 45 s by default'),
  bgpConnectRetry: assumed('Short, for CI'),
  tunnelRetrySeconds: assumed('Short, for CI'),
  healthProbe: assumed('Short, for CI'),
  takeover: assumed('Short, for CI'),
  replacementSeconds: assumed('Short, for CI'),
  maintenanceSeconds: assumed('Short, for CI'),
  resetSeconds: assumed('Short, for CI'),
  repairSeconds: assumed('Short, for CI, and longer than the BGP hold time'),
};

/**
 * The origins when some numbers were changed by whoever runs the lab. What Azure documents is then no longer Azure's. An
 * assumption about Azure stays one, whoever makes it.
 */
export function changedOrigins(origins: Origins, changed: readonly NumberName[]): Origins {
  const own = changed.map((name): [NumberName, Origin] => {
    const whose = origins[name].whose === 'documented' || isOfBothEnds(name) ? 'yours' : origins[name].whose;
    return [name, { whose, source: 'Set by you' }];
  });
  return { ...origins, ...Object.fromEntries(own) };
}

/** A design chooses them for both ends of its tunnels. */
const isOfBothEnds = (name: NumberName): boolean => name === 'bgp' || name === 'dpd';
