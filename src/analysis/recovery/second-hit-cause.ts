import { duration } from '../../base/duration.ts';
import { msFromNs, nsPerMs } from '../../base/milliseconds.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { returnsOf } from '../../observations/returns.ts';
import type { Hit } from '../outages/hits.ts';
import { lengthOf } from '../outages/loss-periods.ts';
import { collectorSkewNs } from './collector-skew.ts';
import { describe } from './detection.ts';

/** A change on a node so long before the first lost packet may have caused the loss: FRR's own holds are 70 ms. */
const causeNs = 250 * nsPerMs;
/** Packets that waited as long as this stood in a queue. */
const queuedNs = 50 * nsPerMs;
/** Packets are under way for as long as this on a busy machine, so what took them may come so long after they were sent. */
const underWayNs = 50 * nsPerMs;
/** Packets sent so close to a loss show whether there was a queue. */
const besideNs = 50 * nsPerMs;

/** What is known of a second hit. */
interface SecondHit {
  /** The losses, in the order of time. */
  readonly later: readonly Hit[];
  readonly applied: Pick<AppliedFault, 'deadNodes' | 'away' | 'appliedAt'>;
  readonly nodeEvents: readonly NodeEvent[];
  /** The prefixes that carry the flows. Empty: not known. */
  readonly prefixes: readonly string[];
}

/**
 * What happened just before the longest loss of a second hit, in words: an address that moved to another machine; a route
 * of the flows that changed, and whether the machine that it led to had its own route by then; a tunnel or a session that
 * ended; or a queue that was full.
 *
 * @returns undefined when there was no second hit
 */
export function secondHitCause({ later, applied, nodeEvents, prefixes }: SecondHit): string | undefined {
  const [first, ...others] = later;
  if (!first) return undefined;
  const { flow, period } = others.reduce(
    (longest, hit) => (lengthOf(hit.period).upper > lengthOf(longest.period).upper ? hit : longest),
    first,
  );
  const lost = period.firstImpaired;
  const since = sinceReturn(lost, applied, nodeEvents);
  const move = moveAround(lost, nodeEvents);
  if (move) return `it began ${distance(move.time, lost)} ${move.text}${since}`;
  const near = nodeEvents
    .filter(({ time }) => time >= lost - causeNs && time <= lost + collectorSkewNs)
    .sort((a, b) => Math.abs(a.time - lost) - Math.abs(b.time - lost));
  const route = near.find((event) => event.kind === 'route' && prefixes.includes(event.prefix));
  if (route?.kind === 'route') {
    return `${changedText(route, lost)}${since}${ownRouteText(route, nodeEvents)}`;
  }
  const end = near.find((event) => 'up' in event && !event.up && event.kind !== 'carrier');
  if (end) return `it began ${distance(end.time, lost)} ${describe(end)}${since}`;
  const waited = longestWait({ flow, period });
  return waited >= queuedNs
    ? `no route and no tunnel changed then${since}; packets beside it came up to ${duration(msFromNs(waited))} late, so a queue was full: the machine was too busy`
    : `no event of a node explains it${since}`;
}

/** An address that left one machine for another at the time of a loss. It takes the tunnels that end at it along. */
function moveAround(
  lost: number,
  nodeEvents: readonly NodeEvent[],
): { readonly time: number; readonly text: string } | undefined {
  for (const gone of nodeEvents) {
    if (gone.kind !== 'address' || gone.present) continue;
    if (gone.time < lost - causeNs || gone.time > lost + underWayNs) continue;
    const next = nodeEvents.find(
      (event) =>
        event.kind === 'address' &&
        event.present &&
        event.node !== gone.node &&
        event.address === gone.address &&
        Math.abs(event.time - gone.time) <= causeNs,
    );
    if (next) {
      const [address = ''] = gone.address.split('/');
      return { time: gone.time, text: `${address} moved from ${gone.node} to ${next.node}` };
    }
  }
  return undefined;
}

/** "it began 5 ms after the route to 10.91.0.0/16 changed on hubgw-0". */
const changedText = ({ node, prefix, time }: RouteEvent, lost: number): string =>
  `it began ${distance(time, lost)} the route to ${prefix} changed on ${node}`;

type RouteEvent = Extract<NodeEvent, { kind: 'route' }>;

const distance = (event: number, lost: number): string =>
  `${duration(msFromNs(Math.abs(lost - event)))} ${event <= lost ? 'after' : 'before'}`;

/** ", 1.31 s after fw1 was back": the last machine that returned before. */
function sinceReturn(lost: number, applied: SecondHit['applied'], nodeEvents: readonly NodeEvent[]): string {
  const last = returnsOf(applied, { nodeEvents })
    .filter(({ time }) => time <= lost)
    .sort((a, b) => b.time - a.time)[0];
  return last ? `, ${duration(msFromNs(lost - last.time))} after ${last.node} was back` : '';
}

/**
 * Whether a machine to which the route now leads had no route of its own yet. It then announced a prefix that it could not
 * forward to, which is avoidable where its BGP can wait for its routes.
 */
function ownRouteText({ prefix, time, nextHops }: RouteEvent, nodeEvents: readonly NodeEvent[]): string {
  for (const { gateway } of nextHops) {
    const next = nodeEvents.find(
      (event) =>
        event.kind === 'address' &&
        event.present &&
        event.address.split('/')[0] === gateway &&
        event.time < time,
    )?.node;
    const own = nodeEvents.filter(
      (event): event is RouteEvent =>
        event.kind === 'route' && event.node === next && event.prefix === prefix && event.nextHops.length > 0,
    );
    const late = own.find((event) => event.time > time);
    if (next !== undefined && late && !own.some((event) => event.time <= time)) {
      return `; ${next} had its own route only ${duration(msFromNs(late.time - time))} later: avoidable, if ${next} announced it after that`;
    }
  }
  return '';
}

/** The longest that packets of the flow waited that were sent just before or after the loss (ns). */
function longestWait({ flow: { sent, received }, period }: Hit): number {
  let longest = 0;
  sent.forEach((at, index) => {
    if (at < period.firstImpaired - besideNs || at > period.lastImpaired + besideNs) return;
    const wait = (received[index] ?? Number.NaN) - at;
    if (wait > longest) longest = wait;
  });
  return longest;
}
