import { z } from 'zod';
import { azureBgp } from './azure/bgp.ts';
import { azureIpsec } from './azure/ipsec.ts';
import { azureOrigins, fastOrigins, originsSchema } from './origin.ts';

export const profileNames = ['azure', 'fast'] as const;
export type ProfileName = (typeof profileNames)[number];

export const isProfileName = (text: string): text is ProfileName =>
  profileNames.some((name) => name === text);

const seconds = z.number();

export const bgpTimersSchema = z
  .object({
    keepaliveSeconds: seconds,
    holdSeconds: seconds,
    connectRetrySeconds: seconds.describe(
      'Pause between attempts to open a session (RFC 4271, ConnectRetryTimer).',
    ),
  })
  .readonly();

export type BgpTimers = z.infer<typeof bgpTimersSchema>;

const retransmissionSchema = z.object({
  retransmitSeconds: seconds.describe('Time between repetitions of an IKE request without an answer.'),
  retransmitTries: z
    .number()
    .describe('How often it is repeated. The peer counts as dead one interval after the last repetition.'),
});

/** When an IKE request without an answer is sent again, and how many times. */
export type Retransmission = Readonly<z.infer<typeof retransmissionSchema>>;

export const dpdTimersSchema = z
  .object({
    delaySeconds: seconds.describe(
      'Time without a packet from the peer, IKE or ESP, until a request is sent.',
    ),
    ...retransmissionSchema.shape,
  })
  .readonly()
  .describe(
    'How an IKE peer detects that the other one is dead. The delay and all retransmissions together are what Azure calls the DPD timeout.',
  );

export type DpdTimers = z.infer<typeof dpdTimersSchema>;

export const healthProbeSchema = z
  .object({ intervalMs: z.number(), threshold: z.number() })
  .readonly()
  .describe('A neighbour is dead after `threshold` unanswered probes, `intervalMs` apart.');

export type HealthProbe = z.infer<typeof healthProbeSchema>;

export const takeoverTimersSchema = z
  .object({
    advertisementSeconds: seconds,
    priority: z.number().describe('1 to 254. The skew is (256 - priority) / 256 of an interval.'),
  })
  .readonly()
  .describe(
    'VRRP version 3 (RFC 5798): the instance with the addresses sends an advertisement every `advertisementSeconds`. After three silent intervals, or when an advertisement says that it stops, the other instance waits for its skew and takes over.',
  );

export type TakeoverTimers = z.infer<typeof takeoverTimersSchema>;

export const profileSchema = z
  .object({
    name: z.enum(profileNames),
    changes: z
      .string()
      .exactOptional()
      .describe(
        'What was set in place of its values: "healthProbe.intervalMs=1000". Absent: nothing by a path.',
      ),
    bgp: bgpTimersSchema,
    dpd: dpdTimersSchema,
    tunnelRetrySeconds: seconds.describe(
      'How often the end that initiates a tunnel looks whether it has to start it again, as after a refusal.',
    ),
    healthProbe: healthProbeSchema,
    siteBfd: healthProbeSchema.describe(
      'BFD inside a site, between its core router and its devices. Not on the tunnels: Azure does not support it there.',
    ),
    takeover: takeoverTimersSchema,
    replacementSeconds: seconds.describe(
      'From the crash of an instance until the platform starts a replacement.',
    ),
    deviceRestartSeconds: seconds.describe('From the crash of an on-premises device until it starts again.'),
    maintenanceSeconds: seconds.describe(
      'How long planned maintenance takes an instance or a device out of service.',
    ),
    resetSeconds: seconds.describe('How long a reset of the gateway takes an instance out of service.'),
    repairSeconds: seconds.describe(
      'How long a fault that is not a crash (of a link, a rule, a key or a daemon) lasts until it is repaired.',
    ),
    azureBgpFollowsTunnel: z
      .boolean()
      .describe(
        "Whether a BGP session of a gateway instance ends with its tunnel. Otherwise the instance keeps it, and its routes, until the hold time ends. Azure does not say which; a device's own sessions always follow its tunnels.",
      ),
    publicAddressReturns: z
      .boolean()
      .describe(
        'Whether the public address of an active-active gateway without BGP goes back to its own instance when that one is there again. Azure does not say.',
      ),
    origins: originsSchema.describe('Whose number each of these is.'),
  })
  .readonly();

/**
 * A named set of timers. `azure` has the values that Azure documents, and assumed ones where Azure documents nothing;
 * the comments say which. `fast` runs the same mechanisms with short timers, for CI.
 * All durations are in seconds unless the name says otherwise.
 */
export type Profile = z.infer<typeof profileSchema>;

/** Seconds that an instance waits longer, so that one of a higher priority goes first (RFC 5798, 6.1, Skew_Time). */
export const takeoverSkewSeconds = ({ advertisementSeconds, priority }: TakeoverTimers): number =>
  ((256 - priority) / 256) * advertisementSeconds;

/** Seconds from the last advertisement until the sibling takes over (RFC 5798, 6.1, Active_Down_Interval). */
export const takeoverSeconds = (takeover: TakeoverTimers): number =>
  3 * takeover.advertisementSeconds + takeoverSkewSeconds(takeover);

/** Seconds from the last packet of a dead peer until its tunnel is given up. Charon may be up to 1 s early or late. */
export function dpdTimeoutSeconds(dpd: DpdTimers): number {
  return dpd.delaySeconds + dpd.retransmitSeconds * (dpd.retransmitTries + 1);
}

/**
 * DPD timers with a given sum. The request is repeated four times in the second half of the time, so that a single
 * lost packet never costs a tunnel.
 *
 * @param timeoutSeconds whole seconds, 2 or more
 */
export function dpdTimersFor(timeoutSeconds: number): DpdTimers {
  const delaySeconds = Math.max(1, Math.floor(timeoutSeconds * 0.45));
  const retransmitTries = 4;
  return {
    delaySeconds,
    retransmitTries,
    retransmitSeconds: (timeoutSeconds - delaySeconds) / (retransmitTries + 1),
  };
}

const profiles: Readonly<Record<ProfileName, Profile>> = {
  azure: {
    name: 'azure',
    // The connect retry is not documented.
    bgp: {
      keepaliveSeconds: azureBgp.keepalive.value,
      holdSeconds: azureBgp.hold.value,
      connectRetrySeconds: 10,
    },
    // How Azure divides the timeout is not documented.
    dpd: dpdTimersFor(azureIpsec.dpdTimeout.usual),
    // Not documented. A device usually tries again within seconds.
    tunnelRetrySeconds: 10,
    // Not documented. 5 s and 2 failures are Azure Load Balancer's defaults for a health probe.
    healthProbe: { intervalMs: 5000, threshold: 2 },
    // Not documented. With these numbers a standby starts after 60 to 84 s when the active instance dies, and after
    // 12 s when it is told. Both are within the article's figures, which include tunnels and sessions.
    takeover: { advertisementSeconds: 24, priority: 128 },
    // Not documented. Inside the "1 to 3 minutes" that the article gives for recovery from unplanned events.
    replacementSeconds: 120,
    // The site's choice, not Azure's. 300 ms and 3 are FRR's defaults for BFD.
    siteBfd: { intervalMs: 300, threshold: 3 },
    // The site's choice, not Azure's: a small device that boots.
    deviceRestartSeconds: 120,
    // Not documented: an update and a reboot, as for the site's own device.
    maintenanceSeconds: 60,
    // Our choice. Azure's older text says that the gap of a reset should be below 1 min (Reset a VPN gateway, 2017).
    resetSeconds: 45,
    // Our choice: long enough for the slowest timer, the BGP hold time, to show.
    repairSeconds: 240,
    azureBgpFollowsTunnel: true,
    publicAddressReturns: true,
    origins: azureOrigins,
  },
  fast: {
    name: 'fast',
    bgp: { keepaliveSeconds: 3, holdSeconds: 9, connectRetrySeconds: 1 },
    dpd: { delaySeconds: 1, retransmitSeconds: 0.5, retransmitTries: 3 },
    tunnelRetrySeconds: 2,
    healthProbe: { intervalMs: 300, threshold: 3 },
    takeover: { advertisementSeconds: 1, priority: 128 },
    replacementSeconds: 6,
    siteBfd: { intervalMs: 300, threshold: 3 },
    deviceRestartSeconds: 6,
    maintenanceSeconds: 3,
    resetSeconds: 3,
    repairSeconds: 12,
    azureBgpFollowsTunnel: true,
    publicAddressReturns: true,
    origins: fastOrigins,
  },
};

/** The profile of that name. */
export function profileNamed(name: ProfileName): Profile {
  return profiles[name];
}

/** "fast", or "fast with healthProbe.intervalMs=1000". */
export const profileTitle = ({ name, changes }: Pick<Profile, 'name' | 'changes'>): string =>
  changes === undefined ? name : `${name} with ${changes}`;
