import type { NodeEvent } from '../../observations/events/node-event.ts';
import { callersOf } from './callers.ts';
import { ikeEnd } from './ike-end.ts';
import type { Mechanism } from './mechanism.ts';
import type { RecoveryPoint } from './recovery-map.ts';

/** The event that shows that a node noticed, and what made it notice. */
export interface Detection {
  readonly time: number;
  readonly mechanism: Mechanism;
  /** The node on which it happened; of a repair: what was repaired. */
  readonly node: string;
  /** The event in words. */
  readonly text: string;
}

/**
 * The first event between two moments (ns) in which a point's node reports that something of the failed part is gone.
 *
 * What made it notice is read from its logs. INITIAL_CONTACT (RFC 7296, 2.4) comes from a machine that does not know the SA:
 * where a node took the address over or was replaced meanwhile, that decided.
 */
export function firstDetection(
  events: readonly NodeEvent[],
  point: RecoveryPoint,
  span: { readonly from: number; readonly to: number },
  fault: { readonly silent: boolean; readonly deadNodes: readonly string[] },
): Detection | undefined {
  const { comeback } = point;
  if (comeback && comeback.by !== 'repair') {
    return cameBack(events, point, { ...comeback, by: comeback.by }, span, fault.deadNodes);
  }
  const successors = [
    { mechanism: 'takeover' as const, since: takeoverIn(events, point, span)?.time },
    { mechanism: 'replacement' as const, since: startsIn(events, fault.deadNodes, span)[0]?.time },
  ];
  let first: Detection | undefined;
  for (const event of events) {
    if (event.node !== point.node || event.time < span.from || event.time > span.to) continue;
    const seen = mechanismOf(event, point, events, fault.silent);
    const successor = successors.find(({ since }) => since !== undefined && event.time > since);
    const mechanism = seen !== undefined && announced.has(seen) && successor ? successor.mechanism : seen;
    if (mechanism !== undefined && (first === undefined || event.time < first.time)) {
      first = { time: event.time, mechanism, node: event.node, text: describe(event) };
    }
  }
  return first;
}

/** How the end of an SA looks when another machine, or the same one after its restart, announced itself. */
const announced: ReadonlySet<Mechanism> = new Set(['initial-contact', 'ike-session']);

interface Comeback extends Readonly<NonNullable<RecoveryPoint['comeback']>> {
  readonly by: Exclude<NonNullable<RecoveryPoint['comeback']>['by'], 'repair'>;
}

/** When flows have no other path, the return of the failed part counts. */
function cameBack(
  events: readonly NodeEvent[],
  point: RecoveryPoint,
  { by, node }: Comeback,
  span: { readonly from: number; readonly to: number },
  deadNodes: readonly string[],
): Detection | undefined {
  const event = returnBy();
  const noticed = by === 'takeover' && event ? noticedByCaller(events, point, span) : undefined;
  if (noticed && event && noticed.time > event.time) return detectionBy(noticed, 'dpd');
  return event && detectionBy(event, by === 'session' ? 'session-return' : by);

  function returnBy(): NodeEvent | undefined {
    switch (by) {
      case 'takeover':
        return takeoverIn(events, point, span);
      case 'reconnection':
      case 'session':
        return newPeerIn(events, point, span);
      default:
        // Of several dead machines, the first that is back may carry the flows of the others.
        return startsIn(events, [node, ...deadNodes], span).at(-1);
    }
  }
}

const detectionBy = (event: NodeEvent, mechanism: Mechanism): Detection => ({
  time: event.time,
  mechanism,
  node: event.node,
  text: describe(event),
});

/** The first time that a peer which has to open a tunnel anew gave the old one up. */
function noticedByCaller(
  events: readonly NodeEvent[],
  point: RecoveryPoint,
  span: { readonly from: number; readonly to: number },
): NodeEvent | undefined {
  const callers = callersOf(point);
  return events
    .filter(
      (event) =>
        event.kind === 'ike' &&
        !event.up &&
        event.time >= span.from &&
        event.time <= span.to &&
        callers.some(({ node, connection }) => node === event.node && connection === event.tunnel) &&
        ikeEnd(events, event) === 'dpd',
    )
    .sort((a, b) => a.time - b.time)[0];
}

/** The last time that the node had its tunnel or its BGP session anew. */
const newPeerIn = (
  events: readonly NodeEvent[],
  { node, watches }: RecoveryPoint,
  span: { readonly from: number; readonly to: number },
): NodeEvent | undefined =>
  events.findLast(
    (event) =>
      ((event.kind === 'child' && watches.tunnels.includes(event.tunnel)) ||
        (event.kind === 'bgp' && watches.bgpNeighbors.includes(event.neighbor) && !watches.tunnels.length)) &&
      event.up &&
      event.node === node &&
      event.time >= span.from &&
      event.time <= span.to,
  );

/** The restarts of these nodes. */
const startsIn = (
  events: readonly NodeEvent[],
  nodes: readonly string[],
  span: { readonly from: number; readonly to: number },
): readonly NodeEvent[] =>
  events
    .filter(
      ({ kind, time, node }) =>
        kind === 'ready' && nodes.includes(node) && time >= span.from && time <= span.to,
    )
    .sort((a, b) => a.time - b.time);

function takeoverIn(
  events: readonly NodeEvent[],
  { takeover }: RecoveryPoint,
  span: { readonly from: number; readonly to: number },
): NodeEvent | undefined {
  return events.find(
    (event) =>
      takeover !== undefined &&
      event.kind === 'address' &&
      event.present &&
      event.node === takeover.node &&
      event.address === takeover.address &&
      event.time >= span.from &&
      event.time <= span.to,
  );
}

function mechanismOf(
  event: NodeEvent,
  point: RecoveryPoint,
  events: readonly NodeEvent[],
  silentFault: boolean,
): Mechanism | undefined {
  const { watches, failedNextHops } = point;
  switch (event.kind) {
    case 'ike':
    case 'child':
      if (event.up || !watches.tunnels.includes(event.tunnel)) return undefined;
      return ikeEnd(events, event) ?? 'ike-session';
    case 'bfd':
      if (event.up || !watches.bfdNeighbors.includes(event.neighbor)) return undefined;
      return point.healthProbe ? 'health-probe' : 'bfd';
    case 'bgp':
      if (event.up || !watches.bgpNeighbors.includes(event.neighbor)) return undefined;
      return bgpMechanism(event.reason ?? '', point, silentFault);
    case 'carrier':
      // A charon that encrypts itself takes the interfaces of its tunnels along when it dies.
      return !event.up && [...watches.interfaces, ...failedNextHops.interfaces].includes(event.interface)
        ? 'carrier'
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Reads FRR's reason. When its hold timer expires, FRR sends a NOTIFICATION and gives that as the reason. After a silent
 * fault, nothing else makes it send one to the dead peer.
 */
function bgpMechanism(reason: string, point: RecoveryPoint, silentFault: boolean): Mechanism {
  if (/hold/i.test(reason)) return 'bgp-hold';
  if (/user reset/i.test(reason)) return 'bgp-reset';
  if (/peer closed/i.test(reason)) return 'bgp-closed';
  if (/bfd/i.test(reason)) return point.healthProbe ? 'health-probe' : 'bfd';
  if (/notification sen[dt]/i.test(reason)) return silentFault ? 'bgp-hold' : 'bgp-session';
  return /notification/i.test(reason) ? 'bgp-notification' : 'bgp-session';
}

/** An event in words, as the end of a phase. */
export function describe(event: NodeEvent): string {
  switch (event.kind) {
    case 'ike':
      return `IKE SA ${event.tunnel} ${upOrDown(event.up)} on ${event.node}`;
    case 'child':
      return `child SA ${event.tunnel} ${upOrDown(event.up)} on ${event.node}`;
    case 'bfd':
    case 'bgp': {
      const reason = event.reason === undefined ? '' : ` (${event.reason})`;
      return `${event.kind.toUpperCase()} session with ${event.neighbor} ${upOrDown(event.up)} on ${event.node}${reason}`;
    }
    case 'carrier':
      return `link ${event.interface} ${upOrDown(event.up)} on ${event.node}`;
    case 'address':
      return `${event.address} on ${event.node}`;
    case 'ready':
      return `${event.node} started again`;
    case 'route':
      return `route to ${event.prefix} left the failed next hop on ${event.node}`;
    default:
      return `${event.kind} on ${event.node}`;
  }
}

function upOrDown(up: boolean): string {
  return up ? 'up' : 'down';
}
