import { z } from 'zod';
import { jsonOrNone } from '../../base/json-or-none.ts';
import type { InterfaceStatus, NodeStatus, RouteStatus, SessionStatus } from './node-status.ts';
import { parseTunnels } from './security-associations.ts';

/**
 * Parses the output of a node's status script. A daemon that did not answer is silent, and its list is empty.
 *
 * @throws {Error} when the output is not that of swanctl, vtysh and ip
 */
export function parseNodeStatus(node: string, output: string): NodeStatus {
  const sections = output.split(/^== /m).map((section) => {
    const end = section.indexOf('\n');
    return { name: section.slice(0, end), text: section.slice(end + 1) };
  });
  const texts = (name: string) => sections.filter((section) => section.name === name).map(({ text }) => text);
  const sessions = texts('sessions').map(parseSessions);
  const silent = texts('silent').map((text) => text.trim());
  const clock = parseClock(texts('clock')[0] ?? '');
  const arrivals = new Map(texts('arrivals').flatMap(parseArrivals));
  return {
    node,
    clock,
    ready: texts('ready').length > 0,
    silent: sessions.includes(undefined) ? [...new Set([...silent, 'bgpd'])] : silent,
    tunnels: texts('tunnels').flatMap(parseTunnels),
    sessions: sessions.flatMap((answer) => answer ?? []),
    routes: texts('routes').flatMap(parseRoutes),
    interfaces: texts('interfaces')
      .flatMap(parseInterfaces)
      .map((port) => {
        const arrival = arrivals.get(port.interface);
        const quietSeconds = arrival === undefined ? null : Math.max(0, clock.monotonicNs - arrival) / 1e9;
        return { ...port, quietSeconds };
      }),
  };
}

/** Lines of the agent's file: an interface, and nanoseconds of CLOCK_MONOTONIC. */
const parseArrivals = (text: string): [string, number][] =>
  [...text.matchAll(/^(?<name>\S+) (?<at>\d+)$/gm)].map(({ groups }) => [
    groups?.name ?? '',
    Number(groups?.at),
  ]);

const clockLines = z.tuple([z.coerce.number().positive(), z.coerce.number().positive()]);

function parseClock(text: string): NodeStatus['clock'] {
  const [monotonicNs, utcNs] = clockLines.parse(text.trim().split('\n'));
  return { monotonicNs, utcMs: Math.round(utcNs / 1e6) };
}

const bgpSummary = z.object({
  ipv4Unicast: z
    .object({
      peers: z.record(
        z.string(),
        z.object({
          remoteAs: z.number(),
          state: z.string(),
          peerUptimeMsec: z.number(),
          pfxRcd: z.number().default(0),
          pfxSnt: z.number().default(0),
        }),
      ),
    })
    .optional(),
});

/** Undefined for the answer of a bgpd that does not run or has just died: vtysh says so in words, or not at all. */
function parseSessions(text: string): SessionStatus[] | undefined {
  const summary = jsonOrNone(text);
  if (summary === undefined) return undefined;
  const peers = bgpSummary.parse(summary).ipv4Unicast?.peers ?? {};
  return Object.entries(peers).map(([neighbor, peer]) => ({
    neighbor,
    remoteAs: peer.remoteAs,
    state: peer.state,
    upSeconds: peer.state === 'Established' ? Math.round(peer.peerUptimeMsec / 1000) : 0,
    prefixesReceived: peer.pfxRcd,
    prefixesSent: peer.pfxSnt,
  }));
}

const ipRoutes = z.array(
  z.object({
    dst: z.string(),
    gateway: z.string().optional(),
    dev: z.string().optional(),
    nexthops: z.array(z.object({ gateway: z.string().optional(), dev: z.string() })).optional(),
  }),
);

function parseRoutes(text: string): RouteStatus[] {
  return ipRoutes.parse(JSON.parse(text)).map(({ dst, gateway, dev, nexthops }) => ({
    prefix: prefixOf(dst),
    nextHops: (nexthops ?? (dev === undefined ? [] : [{ gateway, dev }])).map((hop) => ({
      ...(hop.gateway !== undefined && { gateway: hop.gateway }),
      interface: hop.dev,
    })),
  }));
}

/** Adds the prefix length of a host route: `ip` leaves it out, and the agent's events have it. */
function prefixOf(destination: string): string {
  if (destination === 'default') return '0.0.0.0/0';
  return destination.includes('/') ? destination : `${destination}/32`;
}

const packets = z.object({ packets: z.number() });
const ipAddresses = z.array(
  z.object({
    ifname: z.string(),
    addr_info: z.array(z.object({ family: z.string(), local: z.string().optional(), prefixlen: z.number() })),
    stats64: z.object({ rx: packets, tx: packets }),
  }),
);

function parseInterfaces(text: string): Omit<InterfaceStatus, 'quietSeconds'>[] {
  return ipAddresses.parse(JSON.parse(text)).map(({ ifname, addr_info, stats64: { rx, tx } }) => ({
    interface: ifname,
    addresses: addr_info.flatMap(({ family, local, prefixlen }) =>
      family === 'inet' && local !== undefined ? [`${local}/${prefixlen}`] : [],
    ),
    packetsIn: rx.packets,
    packetsOut: tx.packets,
  }));
}
