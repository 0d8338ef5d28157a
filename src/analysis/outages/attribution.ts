import { nsPerMs } from '../../base/milliseconds.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { Cause } from './cause.ts';
import { byTime, type Hit } from './hits.ts';
import { jitterToleranceNs } from './jitter-tolerance.ts';
import { onsetOf } from './loss-periods.ts';

/** The loss periods that one event caused in one direction. */
export interface HitsOfEvent {
  /** The outage that followed the event. */
  readonly outage: readonly Hit[];
  /** Second hits: they began when the outage was over, for instance because the replacement came back. */
  readonly later: readonly Hit[];
}

/**
 * Packets in a row that must arrive until an outage counts as over (RFC 6412, 3.7.5). The minimum of 5 s that
 * the RFC adds is left out: it would swallow the second hit of a replacement that comes back early.
 */
const sustainedPackets = 5;

/** How long after the end of an event losses are taken for its doing, while another event disturbs all flows anyway. */
const aftermathNs = 5000 * nsPerMs;

/** How long before an event a packet may be lost by chance, and what follows still counts as the event's outage. */
const justBeforeNs = 100 * nsPerMs;

/** What an event has caused so far, and until when its outage goes on. */
interface Account {
  readonly cause: Cause;
  readonly outage: Hit[];
  readonly later: Hit[];
  over: number;
}

/**
 * Divides the loss periods of one direction among the events of a trial, and those of each event into its outage and
 * second hits.
 *
 * A loss period belongs to the event that caused it: the latest one before the period began that can have interrupted
 * this flow. An event that breaks tunnels interrupts the flows in them, and those that an earlier event had moved away from
 * their own; one that breaks none may disturb any flow, and so may the end of every event: its undoing, or the return of a
 * machine. Two exceptions, for an event that lasts beside others, such as a line that loses packets:
 *
 * - a period that began up to 100 ms before an event broke the flow's tunnel, and whose longer part followed, belongs to
 *   that event;
 * - what begins when the outage of the latest event was over belongs to the event that lasts, but for the 5 s after an
 *   undoing or the return of a machine.
 *
 * An event's outage takes in every period, of any flow, that begins before all flows so far have been back for five
 * packets. A flow that never comes back does not extend it, so that second hits of the other flows stay visible. An event
 * that only disturbs has one outage, until it is undone.
 *
 * @param hits without those that ended before T0
 * @param causes at least one, in the order of time
 * @param ratePerFlow packets a second
 */
export function attributed(
  hits: readonly Hit[],
  causes: readonly Cause[],
  ratePerFlow: number,
): readonly HitsOfEvent[] {
  const sustainedNs = (sustainedPackets * 1e9) / ratePerFlow;
  const accounts = causes.map((cause): Account => ({ cause, outage: [], later: [], over: -Infinity }));
  for (const hit of hits.toSorted(byTime)) {
    const account = accountOf(hit, accounts);
    if (account === undefined) continue;
    if (isSecondHit(hit, account)) {
      account.later.push(hit);
      continue;
    }
    const { firstImpaired, firstGoodAfter } = hit.period;
    account.outage.push(hit);
    account.over = Math.max(
      account.over,
      firstImpaired + jitterToleranceNs,
      (firstGoodAfter ?? -Infinity) + sustainedNs,
    );
  }
  return accounts.map(({ outage, later }) => ({ outage, later }));
}

function isSecondHit({ period }: Hit, { cause, outage, over }: Account): boolean {
  const until = outage.length === 0 ? cause.undoneFrom : over;
  return onsetOf(period).lower > (cause.lasting ? Math.max(until, cause.undoneFrom) : until);
}

function accountOf(hit: Hit, accounts: readonly Account[]): Account | undefined {
  const latest = latestBefore(hit, accounts);
  return latest && (breakingIt(hit, latest, accounts) ?? lastingBeside(hit, latest, accounts) ?? latest);
}

/** The event before a loss period that can have caused it; if there is none, the one before it, or the first one. */
function latestBefore(hit: Hit, accounts: readonly Account[]): Account | undefined {
  const begun = begunBy(hit);
  const isDisturbed = accounts.some(({ cause }) => disturbsAt(cause, begun));
  return (
    latestOf(accounts, begun, ({ appliedAt, aftermath, ...cause }) => [
      ...(canHit(cause, hit) || movedBefore(appliedAt, hit, accounts) ? [appliedAt] : []),
      ...aftermath.filter((moment) => !isDisturbed || isAftermath(moment, begun)),
    ]) ??
    latestOf(accounts, begun, ({ appliedAt }) => [appliedAt]) ??
    accounts[0]
  );
}

/** The event that broke the flow's tunnel soon after the flow had lost packets by chance. */
function breakingIt(hit: Hit, latest: Account, accounts: readonly Account[]): Account | undefined {
  if (breaksPath(latest.cause, hit)) return undefined;
  const { firstImpaired, lastImpaired } = hit.period;
  return accounts.find(
    ({ cause }) =>
      breaksPath(cause, hit) &&
      cause.appliedAt > begunBy(hit) &&
      cause.appliedAt - firstImpaired <= justBeforeNs &&
      lastImpaired - cause.appliedAt > cause.appliedAt - firstImpaired,
  );
}

/** The event that goes on disturbing flows when the outage of the latest event is over, and nothing was undone just before. */
function lastingBeside(hit: Hit, latest: Account, accounts: readonly Account[]): Account | undefined {
  const begun = begunBy(hit);
  const { undoneFrom, aftermath } = latest.cause;
  if (!isSecondHit(hit, latest) || [undoneFrom, ...aftermath].some((moment) => isAftermath(moment, begun))) {
    return undefined;
  }
  return accounts.findLast(({ cause }) => disturbsAt(cause, begun));
}

const disturbsAt = ({ lasting, appliedAt, undoneFrom }: Cause, time: number): boolean =>
  lasting && appliedAt <= time && time <= undoneFrom;

const isAftermath = (moment: number, time: number): boolean => moment <= time && time - moment <= aftermathNs;

/** Whether an event had broken the flow's path, and the flow was back on another one when the next event came. */
const movedBefore = (appliedAt: number, { flow }: Hit, accounts: readonly Account[]): boolean =>
  accounts.some(({ cause, outage }) =>
    outage.some(
      (earlier) =>
        earlier.flow.index === flow.index &&
        breaksPath(cause, earlier) &&
        (earlier.period.firstGoodAfter ?? Infinity) <= appliedAt,
    ),
  );

/** When what caused a loss period had happened, at the latest. */
const begunBy = ({ period }: Hit): number => period.firstImpaired + jitterToleranceNs;

/** The event with the latest moment that is not later than `until` (ns). */
function latestOf(
  accounts: readonly Account[],
  until: number,
  momentsOf: (cause: Cause) => readonly number[],
): Account | undefined {
  let latest: { readonly account: Account; readonly at: number } | undefined;
  for (const account of accounts) {
    const at = Math.max(...momentsOf(account.cause).filter((moment) => moment <= until));
    if (Number.isFinite(at) && at >= (latest?.at ?? -Infinity)) latest = { account, at };
  }
  return latest?.account;
}

const canHit = (cause: Pick<Cause, 'tunnels'>, hit: Hit): boolean =>
  cause.tunnels.length === 0 || hit.flow.tunnelBefore === undefined || breaksPath(cause, hit);

const breaksPath = ({ tunnels }: Pick<Cause, 'tunnels'>, { flow: { tunnelBefore } }: Hit): boolean =>
  tunnelBefore !== undefined && tunnelsOf(tunnelBefore).some((tunnel) => tunnels.includes(tunnel));
