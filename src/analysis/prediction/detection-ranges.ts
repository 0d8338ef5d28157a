import {
  type BgpTimers,
  type DpdTimers,
  type HealthProbe,
  type TakeoverTimers,
  takeoverSeconds,
} from '../../definition/profile.ts';
import type { Absence } from '../../observations/applied-fault.ts';
import type { DurationRange } from './duration-range.ts';

/**
 * VRRP: the sibling takes over after three intervals and its skew without an advertisement. The last advertisement is
 * up to one interval old at T0 (RFC 5798, 6.1).
 */
export function takeoverDetection(takeover: TakeoverTimers): DurationRange {
  const maxMs = takeoverSeconds(takeover) * 1000;
  return { minMs: maxMs - takeover.advertisementSeconds * 1000, maxMs };
}

/**
 * BFD, and with it the emulated health probe: a session goes down when nothing came for `threshold` intervals. They
 * count from the last packet, which is up to one interval old at T0 (RFC 5880, 6.8.4). The sender's jitter (75 to
 * 100 % of the interval, 6.8.7) only makes that packet younger: it moves the mean by 6 % of an interval, and no bound.
 */
export function bfdDetection({ intervalMs, threshold }: HealthProbe): DurationRange {
  return { minMs: (threshold - 1) * intervalMs, maxMs: threshold * intervalMs };
}

/**
 * strongSwan's dead peer detection while traffic flows. Every `delay` seconds charon looks at the age of the last
 * inbound packet, which came just before T0. If it is `delay` old, charon sends a DPD request; otherwise it looks again
 * when it will be. charon compares whole seconds (`ike_sa_t.send_dpd`, 5.9.8). So the request leaves up to 1 s early or
 * late, and most often on time, because the two fractions of a second are independent. Then follow `tries` repetitions
 * and one more interval.
 */
export function dpdDetection({ delaySeconds, retransmitSeconds, retransmitTries }: DpdTimers): DurationRange {
  const retransmits = retransmitSeconds * (retransmitTries + 1);
  return {
    minMs: (delaySeconds - 1 + retransmits) * 1000,
    maxMs: (delaySeconds + 1 + retransmits) * 1000,
  };
}

/** The BGP hold timer runs from the last KEEPALIVE or UPDATE, up to one keepalive interval old (RFC 4271, 6.5). */
export function bgpHoldDetection({ holdSeconds, keepaliveSeconds }: BgpTimers): DurationRange {
  return { minMs: (holdSeconds - keepaliveSeconds) * 1000, maxMs: holdSeconds * 1000 };
}

/**
 * From the end of a machine's absence until its replacement has reached its peers with IKE: a container, its wires and
 * its daemons have to start. Seen in our labs: 0.7 to 2.1 s, on two cores with one lab or two.
 */
const replacementStart: DurationRange = { minMs: 500, maxMs: 2500 };

/** The peers of a failed machine notice at the latest when its replacement contacts them. */
export function replacementDetection({ seconds }: Absence): DurationRange {
  return {
    minMs: seconds * 1000 + replacementStart.minMs,
    maxMs: seconds * 1000 + replacementStart.maxMs,
  };
}
