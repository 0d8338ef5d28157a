import { z } from 'zod';
import type { NextHop } from '../../topology/next-hop.ts';

/** What a node has at one moment, as its own daemons and its kernel say. */
export interface NodeStatus {
  readonly node: string;
  readonly tunnels: readonly TunnelStatus[];
  readonly sessions: readonly SessionStatus[];
  readonly routes: readonly RouteStatus[];
}

/** One IKE SA with its child SA. */
export interface TunnelStatus {
  /** Name of the node at the other end. */
  readonly peer: string;
  /** As strongSwan says: ESTABLISHED, CONNECTING, ... */
  readonly ike: string;
  /** State of the child SA: INSTALLED, ...; `none` when there is no child SA. */
  readonly child: string;
  readonly ikeProposal: string;
  readonly espProposal: string;
  readonly establishedSeconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** At the gateway, when a single client is at the other end. */
  readonly client?: ConnectedClient;
}

/** A client of a point-to-site gateway, as the gateway knows it. */
export interface ConnectedClient {
  /** The name by which it proved who it is. */
  readonly name: string;
  /** What it got from the pool. */
  readonly address: string;
}

export interface SessionStatus {
  readonly neighbor: string;
  readonly remoteAs: number;
  /** As bgpd says: Established, Active, Connect, ... */
  readonly state: string;
  readonly upSeconds: number;
  readonly prefixesReceived: number;
  readonly prefixesSent: number;
}

export interface RouteStatus {
  readonly prefix: string;
  readonly nextHops: readonly NextHop[];
}

/**
 * Reads what the status script of a node printed.
 *
 * @throws {Error} when it is not what swanctl, vtysh or ip print
 */
export function parseNodeStatus(node: string, output: string): NodeStatus {
  const sections = output.split(/^== /m).map((section) => {
    const end = section.indexOf('\n');
    return { name: section.slice(0, end), text: section.slice(end + 1) };
  });
  const texts = (name: string) => sections.filter((section) => section.name === name).map(({ text }) => text);
  return {
    node,
    tunnels: texts('tunnels').flatMap(parseTunnels),
    sessions: texts('sessions').flatMap(parseSessions),
    routes: texts('routes').flatMap(parseRoutes),
  };
}

/** `swanctl --list-sas --raw`: a line an IKE SA, nested sections in braces. */
function parseTunnels(text: string): TunnelStatus[] {
  return [...text.matchAll(/^list-sa event \{(?<peer>\S+) \{(?<sa>.*)\}\}$/gm)].map(({ groups }) => {
    const [ike = '', child = ''] = (groups?.sa ?? '').split('child-sas {');
    const ikeValue = (key: string) => rawValue(ike, key);
    const childValue = (key: string) => rawValue(child, key);
    return {
      peer: groups?.peer ?? '',
      ike: ikeValue('state'),
      child: childValue('state') || 'none',
      ikeProposal: proposal(ike, ['encr-alg', 'encr-keysize', 'integ-alg', 'dh-group']),
      espProposal: proposal(child, ['encr-alg', 'encr-keysize', 'integ-alg']),
      establishedSeconds: Number(ikeValue('established')),
      bytesIn: Number(childValue('bytes-in')),
      bytesOut: Number(childValue('bytes-out')),
      ...clientOf(ike),
    };
  });
}

/** Only a gateway that gives addresses away lists them: `remote-vips=[172.16.201.1]`. */
function clientOf(ike: string): { client?: ConnectedClient } {
  const [, address] = /(?:^|[ {])remote-vips=\[([^\] ]+)/.exec(ike) ?? [];
  if (address === undefined) return {};
  return { client: { name: rawValue(ike, 'remote-eap-id') || rawValue(ike, 'remote-id'), address } };
}

const rawValue = (section: string, key: string): string =>
  new RegExp(`(?:^|[ {])${key}=([^ }]*)`).exec(section)?.[1] ?? '';

const proposal = (section: string, keys: readonly string[]): string =>
  keys
    .map((key) => rawValue(section, key))
    .filter((value) => value !== '')
    .join('/');

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

function parseSessions(text: string): SessionStatus[] {
  const peers = bgpSummary.parse(JSON.parse(text)).ipv4Unicast?.peers ?? {};
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

/** `ip` leaves the length of a host route out; the agent's events have it. */
function prefixOf(destination: string): string {
  if (destination === 'default') return '0.0.0.0/0';
  return destination.includes('/') ? destination : `${destination}/32`;
}
