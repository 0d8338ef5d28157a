import { azureIpsec } from './azure/ipsec.ts';
import type { Definition } from './definition.ts';
import { dpdTimersFor, type HealthProbe, type Profile } from './profile.ts';

/** The DPD timeouts that a lab accepts for all tunnels, in seconds: also shorter than Azure's, for quick tests. */
export const dpdTimeoutRange = { least: 2, most: azureIpsec.dpdTimeout.most } as const;

/** Timers that replace those of a profile; absent ones stay. */
export interface TimerChanges {
  /** Seconds until a silent IKE peer counts as dead, within {@link dpdTimeoutRange}. */
  readonly dpdTimeoutSeconds?: number | undefined;
  /** Of every BGP session of the lab. */
  readonly bgp?: { readonly keepaliveSeconds: number; readonly holdSeconds: number } | undefined;
  /** Of BFD inside every site. On a slow engine probes take longer than on real routers. */
  readonly siteBfd?: HealthProbe | undefined;
}

/** The profile with other timers. It keeps its name, since everything else is unchanged. */
export function withTimers(profile: Profile, { dpdTimeoutSeconds, bgp, siteBfd }: TimerChanges): Profile {
  return {
    ...profile,
    ...(dpdTimeoutSeconds !== undefined && { dpd: dpdTimersFor(dpdTimeoutSeconds) }),
    ...(bgp && { bgp: { ...profile.bgp, ...bgp } }),
    ...(siteBfd && { siteBfd }),
  };
}

/** The definition without its connections' own DPD timeouts, when one timeout is wanted for all. */
export function withoutOwnTimers(definition: Definition, { dpdTimeoutSeconds }: TimerChanges): Definition {
  if (dpdTimeoutSeconds === undefined) return definition;
  return {
    ...definition,
    connections: definition.connections.map(({ dpdTimeoutSeconds: _, ...connection }) => connection),
  };
}
