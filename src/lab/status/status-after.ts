import { charonProcess } from '../../nodes/ipsec/dataplane.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { InterfaceStatus, NodeStatus, SessionStatus, TunnelStatus } from './node-status.ts';

/**
 * The status of a node after one of its events. An event from before the status changes nothing: the status already
 * contains its effect. Details that the event does not have stay as they were until the next answer.
 *
 * @param event its time counts from the start of CLOCK_MONOTONIC
 */
export function statusAfter(status: NodeStatus, event: NodeEvent): NodeStatus {
  if (event.time < status.clock.monotonicNs) return status;
  const now = atTime(status, event.time);
  switch (event.kind) {
    case 'ready':
      return { ...now, ready: true };
    case 'ike':
    case 'child':
      return { ...now, tunnels: tunnelsAfter(now.tunnels, event) };
    case 'bgp':
      return { ...now, sessions: sessionsAfter(now.sessions, event) };
    case 'route':
      return {
        ...now,
        routes: [
          ...now.routes.filter(({ prefix }) => prefix !== event.prefix),
          ...(event.nextHops.length > 0 ? [{ prefix: event.prefix, nextHops: event.nextHops }] : []),
        ],
      };
    case 'address':
    case 'counters':
      return { ...now, interfaces: interfacesAfter(now.interfaces, event) };
    case 'exit':
      // A killed daemon does not report the end of its sessions and tunnels.
      if (event.program === charonProcess) return { ...now, tunnels: [] };
      if (event.program === 'bgpd') return { ...now, sessions: now.sessions.map(ended) };
      return now;
    default:
      return now;
  }
}

/** The same status at a later time: everything up has been up for longer. */
function atTime(status: NodeStatus, monotonicNs: number): NodeStatus {
  const passedMs = (monotonicNs - status.clock.monotonicNs) / 1e6;
  return {
    ...status,
    clock: { monotonicNs, utcMs: status.clock.utcMs + passedMs },
    tunnels: status.tunnels.map((tunnel) => ({
      ...tunnel,
      establishedSeconds: tunnel.establishedSeconds + passedMs / 1000,
    })),
    sessions: status.sessions.map((session) => ({
      ...session,
      upSeconds: session.state === established ? session.upSeconds + passedMs / 1000 : 0,
    })),
    interfaces: status.interfaces.map((port) => ({
      ...port,
      quietSeconds: port.quietSeconds === null ? null : port.quietSeconds + passedMs / 1000,
    })),
  };
}

function tunnelsAfter(
  tunnels: readonly TunnelStatus[],
  event: NodeEvent & { readonly kind: 'ike' | 'child' },
): TunnelStatus[] {
  const { kind, tunnel: peer, up } = event;
  const others = tunnels.filter((one) => one.peer !== peer);
  const before = tunnels.find((one) => one.peer === peer);
  // The end of an IKE SA is the end of its child SAs.
  if (kind === 'ike' && !up) return others;
  if (kind === 'ike') {
    return [...others, { ...(before ?? unknownTunnel(peer)), ike: 'ESTABLISHED', establishedSeconds: 0 }];
  }
  const child = up ? 'INSTALLED' : 'none';
  return before || up
    ? [...others, { ...(before ?? { ...unknownTunnel(peer), ike: 'ESTABLISHED' }), child }]
    : others;
}

const unknownTunnel = (peer: string): TunnelStatus => ({
  peer,
  ike: 'CONNECTING',
  child: 'none',
  ikeProposal: '',
  espProposal: '',
  establishedSeconds: 0,
  bytesIn: 0,
  bytesOut: 0,
});

const established = 'Established';

function sessionsAfter(
  sessions: readonly SessionStatus[],
  { neighbor, up }: NodeEvent & { readonly kind: 'bgp' },
): SessionStatus[] {
  const before = sessions.find((session) => session.neighbor === neighbor) ?? unknownSession(neighbor);
  const now = up ? { ...before, state: established, upSeconds: 0 } : ended(before);
  return [...sessions.filter((session) => session.neighbor !== neighbor), now];
}

const unknownSession = (neighbor: string): SessionStatus => ({
  neighbor,
  remoteAs: 0,
  state: 'Idle',
  upSeconds: 0,
  prefixesReceived: 0,
  prefixesSent: 0,
});

/** A session that has just ended: bgpd is in state Idle until it tries again (RFC 4271, 8.2.2). */
const ended = (session: SessionStatus): SessionStatus => ({
  ...session,
  state: 'Idle',
  upSeconds: 0,
  prefixesReceived: 0,
  prefixesSent: 0,
});

function interfacesAfter(
  interfaces: readonly InterfaceStatus[],
  event: NodeEvent & { readonly kind: 'address' | 'counters' },
): InterfaceStatus[] {
  const before = interfaces.find((port) => port.interface === event.interface);
  const nothing = { addresses: [], packetsIn: 0, packetsOut: 0, quietSeconds: null };
  const port = before ?? { interface: event.interface, ...nothing };
  const others = interfaces.filter((one) => one !== before);
  if (event.kind === 'counters') {
    const quietSeconds = event.quiet === undefined ? null : event.quiet / 1e9;
    return [...others, { ...port, packetsIn: event.in, packetsOut: event.out, quietSeconds }];
  }
  const addresses = port.addresses.filter((address) => address !== event.address);
  return [...others, { ...port, addresses: event.present ? [...addresses, event.address] : addresses }];
}
