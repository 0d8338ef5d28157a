import { azureIpsec } from './azure/ipsec.ts';
import type { Definition } from './definition.ts';
import { dpdTimersFor, type HealthProbe, type Profile } from './profile.ts';

/** What a lab takes as DPD timeout of all tunnels, in seconds: shorter ones than Azure's too, for quick tests. */
export const dpdTimeoutRange = { least: 2, most: azureIpsec.dpdTimeout.most } as const;

/** Timers that somebody wants instead of those of a profile; what is absent stays. */
export interface TimerChanges {
  /** Seconds until a silent IKE peer is given up, within {@link dpdTimeoutRange}. */
  readonly dpdTimeoutSeconds?: number | undefined;
  /** Of every BGP session of the lab. */
  readonly bgp?: { readonly keepaliveSeconds: number; readonly holdSeconds: number } | undefined;
  /** Of BFD inside every site: a machine that is far slower than a router lets probes wait longer than a router may. */
  readonly siteBfd?: HealthProbe | undefined;
}

/** The profile with other timers. Its name stays, since all else is still its own. */
export function withTimers(profile: Profile, { dpdTimeoutSeconds, bgp, siteBfd }: TimerChanges): Profile {
  return {
    ...profile,
    ...(dpdTimeoutSeconds !== undefined && { dpd: dpdTimersFor(dpdTimeoutSeconds) }),
    ...(bgp && { bgp: { ...profile.bgp, ...bgp } }),
    ...(siteBfd && { siteBfd }),
  };
}

/** The definition without DPD timeouts of single connections, when another one is wanted for all. */
export function withoutOwnTimers(definition: Definition, { dpdTimeoutSeconds }: TimerChanges): Definition {
  if (dpdTimeoutSeconds === undefined) return definition;
  return {
    ...definition,
    connections: definition.connections.map(({ dpdTimeoutSeconds: _, ...connection }) => connection),
  };
}
