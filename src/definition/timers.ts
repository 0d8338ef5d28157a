import { azureIpsec } from './azure/ipsec.ts';
import type { Definition, Device } from './definition.ts';
import { changedOrigins } from './origin.ts';
import { dpdTimersFor, type HealthProbe, type Profile } from './profile.ts';
import { type Settings, withSettings } from './settings.ts';

/** The DPD timeouts that a lab accepts for all tunnels, in seconds: also shorter than Azure's, for quick tests. */
export const dpdTimeoutRange = { least: 2, most: azureIpsec.dpdTimeout.most } as const;

/** Timers that replace those of a profile; absent ones stay. */
export interface TimerChanges {
  /** Seconds until a silent IKE peer counts as dead, within {@link dpdTimeoutRange}. */
  readonly dpdTimeoutSeconds?: number | undefined;
  /** Of every BGP session of the lab. */
  readonly bgp?: { readonly keepaliveSeconds: number; readonly holdSeconds: number } | undefined;
  /** By their paths in a profile; the others here win. */
  readonly settings?: Settings | undefined;
  /** Of BFD inside every site. On a slow engine probes take longer than on real routers. */
  readonly siteBfd?: HealthProbe | undefined;
}

/** The profile with other timers. It keeps its name; what was set by a path is in its title. */
export function withTimers(
  profile: Profile,
  { dpdTimeoutSeconds, bgp, siteBfd, settings = {} }: TimerChanges,
): Profile {
  const base = withSettings(profile, settings);
  return {
    ...base,
    ...(dpdTimeoutSeconds !== undefined && { dpd: dpdTimersFor(dpdTimeoutSeconds) }),
    ...(bgp && { bgp: { ...base.bgp, ...bgp } }),
    ...(siteBfd && { siteBfd }),
    origins: changedOrigins(base.origins, [
      ...(dpdTimeoutSeconds === undefined ? [] : ['dpd' as const]),
      ...(bgp ? ['bgp' as const] : []),
      ...(siteBfd ? ['siteBfd' as const] : []),
    ]),
  };
}

/** The definition without timers of its own, where others are wanted for all: of DPD, of BGP, or of BFD. */
export function withoutOwnTimers(definition: Definition, changes: TimerChanges): Definition {
  const { dpdTimeoutSeconds, settings = {}, bgp, siteBfd } = changes;
  const dpd = dpdTimeoutSeconds ?? settings['dpd.timeoutSeconds'];
  if (dpd === undefined && !bgp && !siteBfd) return definition;
  return {
    ...definition,
    connections: definition.connections.map(({ dpdTimeoutSeconds: own, ...connection }) => ({
      ...connection,
      ...(dpd === undefined && own !== undefined && { dpdTimeoutSeconds: own }),
    })),
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) => withoutDeviceTimers(device, changes)),
    })),
  };
}

/** A device without BFD stays so. */
const withoutDeviceTimers = ({ bgpTimers, bfd, ...device }: Device, changes: TimerChanges): Device => ({
  ...device,
  ...(!changes.bgp && bgpTimers && { bgpTimers }),
  ...((bfd === false || (bfd && !changes.siteBfd)) && { bfd }),
});
