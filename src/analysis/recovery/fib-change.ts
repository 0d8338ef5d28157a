import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { RecoveryPoint } from './recovery-map.ts';

/** The change with which a node began to send flows on a path that works. */
export interface FibChange {
  readonly time: number;
  /** In words. */
  readonly text: string;
}

/**
 * The moment from which a point's node no longer sent flows to the failed part: the last of the moments at which its
 * prefixes lost the failed next hop. When flows have no other path: the moment at which the route came back. Undefined if
 * no change was seen.
 *
 * A prefix loses a next hop in one of two ways: a route event no longer has it, or its interface loses its address. In the
 * second case Linux stops using all next hops over the interface at once, and the routing daemon follows later.
 *
 * @param span ns; the change lies in it
 */
export function fibChange(
  events: readonly NodeEvent[],
  point: RecoveryPoint,
  span: { readonly from: number; readonly to: number },
): FibChange | undefined {
  const own = events
    .filter((event) => event.node === point.node && event.time <= span.to)
    .sort((a, b) => a.time - b.time);
  let last: FibChange | undefined;
  for (const prefix of point.prefixes) {
    const removal = point.comeback
      ? lastReturn(own, prefix, span.from)
      : lastRemoval(own, prefix, point, span.from);
    if (removal !== undefined && (last === undefined || removal.time > last.time)) last = removal;
  }
  return last;
}

/** When flows have no other path: the last time that the route got next hops. */
function lastReturn(events: readonly NodeEvent[], prefix: string, from: number): FibChange | undefined {
  const change = events.findLast(
    (event) =>
      event.kind === 'route' && event.prefix === prefix && event.nextHops.length > 0 && event.time >= from,
  );
  return change && { time: change.time, text: `route to ${prefix} came back on ${change.node}` };
}

/** Until the first event, a route is assumed to use the failed next hop, as it did before the fault. */
function lastRemoval(
  events: readonly NodeEvent[],
  prefix: string,
  point: RecoveryPoint,
  from: number,
): FibChange | undefined {
  let usedFailed = true;
  let removal: FibChange | undefined;
  for (const event of events) {
    const change = changeOf(event, prefix, point);
    if (change === undefined) continue;
    if (usedFailed && !change.usesFailed && event.time >= from)
      removal = { time: event.time, text: `${change.what} on ${event.node}` };
    usedFailed = change.usesFailed;
  }
  return removal;
}

function changeOf(
  event: NodeEvent,
  prefix: string,
  { failedNextHops: { gateways, interfaces } }: RecoveryPoint,
): { readonly usesFailed: boolean; readonly what: string } | undefined {
  if (event.kind === 'route' && event.prefix === prefix) {
    const usesFailed = event.nextHops.some(
      (hop) =>
        interfaces.includes(hop.interface) || (hop.gateway !== undefined && gateways.includes(hop.gateway)),
    );
    return { usesFailed, what: `route to ${prefix} left the failed next hop` };
  }
  if (event.kind === 'address' && !event.present && interfaces.includes(event.interface)) {
    return { usesFailed: false, what: `${event.interface} lost its address, and the kernel its next hops` };
  }
  return undefined;
}
