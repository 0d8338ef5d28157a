import type { Bracket } from '../../base/bracket.ts';
import { nsPerMs } from '../../base/milliseconds.ts';
import type { FlowObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { type HostStall, isUnseen } from './host-stalls.ts';

/**
 * A packet that took longer than this, one way, counts as impaired just as a lost one does (the Forwarding Delay
 * Threshold of RFC 6412, 3.7.6, which a result must state). Its default there, 2 s, would hide a whole failover
 * behind a queue that filled up meanwhile. 250 ms lies above what a two-core machine adds while containers start
 * on it: stalls of 100 to 240 ms of all flows at once were seen in runs beside other work, and a stall of the
 * machine is not an outage. The price: an outage whose last packets waited in a queue can be measured too short by
 * this much.
 */
export const defaultDelayThresholdMs = 250;

/**
 * One loss period of one flow and direction (RFC 3357): packets impaired in a row, that is lost or late, between
 * two good ones. All times are send stamps in ns, so neither a stalled sender nor a queue at the receiver
 * lengthens it.
 */
export interface LossPeriod {
  /** Sequence number of the first impaired packet and of the last one. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly firstImpaired: number;
  readonly lastImpaired: number;
  /** Absent: the flow was impaired when the window began. */
  readonly lastGoodBefore?: number;
  /** Absent: the flow had not recovered when the window ended. */
  readonly firstGoodAfter?: number;
  readonly lost: number;
  readonly late: number;
}

/**
 * Every loss period of a flow among the packets that were sent inside the window, in the order of time.
 *
 * @param stalls of the host that receives: what it could not see is neither good nor impaired
 */
export function lossPeriods(
  flow: FlowObservations,
  window: Observations['window'],
  delayThresholdMs: number,
  stalls: readonly HostStall[] = [],
): readonly LossPeriod[] {
  const { sent, received } = flow;
  const thresholdNs = delayThresholdMs * nsPerMs;
  const periods: LossPeriod[] = [];
  let open: Mutable<LossPeriod> | undefined;
  let lastGood: number | undefined;
  for (let index = 0; index < sent.length; index += 1) {
    const at = sent[index] ?? Number.NaN;
    if (!(at >= window.from && at <= window.to)) continue;
    const delay = (received[index] ?? Number.NaN) - at;
    if (delay <= thresholdNs) {
      if (open !== undefined) periods.push({ ...open, firstGoodAfter: at });
      open = undefined;
      lastGood = at;
    } else if (!isUnseen(at, received[index] ?? Number.NaN, stalls)) {
      open ??= begun(index, at, lastGood);
      open.lastIndex = index;
      open.lastImpaired = at;
      if (Number.isNaN(delay)) open.lost += 1;
      else open.late += 1;
    }
  }
  if (open !== undefined) periods.push(open);
  return periods;
}

/** A period is filled in place while it lasts: there may be a million lost packets. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function begun(index: number, at: number, lastGood: number | undefined): LossPeriod {
  return {
    firstIndex: index,
    lastIndex: index,
    firstImpaired: at,
    lastImpaired: at,
    ...(lastGood !== undefined && { lastGoodBefore: lastGood }),
    lost: 0,
    late: 0,
  };
}

/** When the period began: after the last good packet, at the latest with the first impaired one. */
export function onsetOf(period: LossPeriod): Bracket {
  return { lower: period.lastGoodBefore ?? Number.NEGATIVE_INFINITY, upper: period.firstImpaired };
}

/** When the period ended: after the last impaired packet, at the latest with the first good one. */
export function endOf(period: LossPeriod): Bracket {
  return { lower: period.lastImpaired, upper: period.firstGoodAfter ?? Number.POSITIVE_INFINITY };
}

/**
 * How long the period was: at least from its first to its last impaired packet, at most between the good packets
 * around them (docs/trust.md, "The bracket"). Infinity above when either end lies outside of the window.
 */
export function lengthOf(period: LossPeriod): Bracket {
  const [onset, end] = [onsetOf(period), endOf(period)];
  return { lower: end.lower - onset.upper, upper: end.upper - onset.lower };
}
