import type { Device } from '../definition.ts';
import { type DevicePair, usualPair } from '../device-pair.ts';
import type { DeviceBgpTimers } from '../device-routing.ts';
import type { OwnLines } from '../own-lines.ts';
import type { WrittenItem } from './written-item.ts';

type Written = WrittenItem<'sites'>['devices'][number];

export function resolveDevice(written: Written): Device {
  const { name, asPathPrepend = 0 } = written;
  const [localNetworkGateway = '', ...furtherLocalNetworkGateways] = [written.localNetworkGateway].flat();
  const { peers, ipsec, firewall, prefers, localPreference, maximumPaths, announces, bgpTimers, bfd } =
    written;
  const { routesFollowTunnel, putsRoutesBack, gracefulRestart, mssClamp, behindNat, frr, swanctl } = written;
  const { vrrp } = written;
  return {
    name,
    localNetworkGateway,
    ...(furtherLocalNetworkGateways.length > 0 && { furtherLocalNetworkGateways }),
    ...(behindNat && { behindNat }),
    ...(vrrp && { pair: pairOf(vrrp) }),
    ...(peers && { peers }),
    ...(ipsec && { ipsec }),
    ...(firewall && { firewall }),
    asPathPrepend,
    ...(prefers && { prefers }),
    ...(localPreference !== undefined && { localPreference }),
    ...(maximumPaths !== undefined && { maximumPaths }),
    ...(announces && { announces }),
    ...(bgpTimers && { bgpTimers: timersOf(bgpTimers) }),
    // true is the default.
    ...(bfd !== undefined && bfd !== true && { bfd }),
    ...(routesFollowTunnel === false && { routesFollowTunnel }),
    ...(putsRoutesBack === false && { putsRoutesBack }),
    ...(gracefulRestart && { gracefulRestart }),
    ...(mssClamp !== undefined && { mssClamp }),
    ...(frr !== undefined && { frr: ownLines(frr) }),
    ...(swanctl !== undefined && { swanctl: ownLines(swanctl) }),
  };
}

function pairOf(written: Exclude<NonNullable<Written['vrrp']>, false>): DevicePair {
  if (written === true) return usualPair;
  const { advertisementSeconds, priority, preempt } = written;
  return {
    advertisementSeconds: advertisementSeconds ?? usualPair.advertisementSeconds,
    priority: priority ?? usualPair.priority,
    preempt: preempt ?? usualPair.preempt,
  };
}

/** A file is read later: what is written here is only its path. */
const ownLines = (written: NonNullable<Written['frr']>): OwnLines =>
  typeof written === 'string' ? { content: written } : { content: '', file: written.file };

const timersOf = ({
  connectRetrySeconds,
  ...timers
}: NonNullable<Written['bgpTimers']>): DeviceBgpTimers => ({
  ...timers,
  ...(connectRetrySeconds !== undefined && { connectRetrySeconds }),
});
