import { z } from 'zod';
import { nextHopSchema } from '../../topology/next-hop.ts';

/** One IKE SA with its child SA. */
export const tunnelStatusSchema = z.object({
  peer: z.string().describe('name of the connection: the node at the other end'),
  ike: z.string().describe('state of the IKE SA in strongSwan: ESTABLISHED, CONNECTING, ...'),
  child: z.string().describe('state of the child SA: INSTALLED, ...; `none` without a child SA'),
  ikeProposal: z.string(),
  espProposal: z.string(),
  establishedSeconds: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  client: z
    .object({
      name: z.string().describe('the name that it has authenticated with'),
      address: z.string().describe('from the address pool'),
    })
    .exactOptional()
    .describe('at a point-to-site gateway: the client at the other end'),
});

export const sessionStatusSchema = z.object({
  neighbor: z.string(),
  remoteAs: z.number(),
  state: z.string().describe('state in bgpd: Established, Active, Connect, ...'),
  upSeconds: z.number(),
  prefixesReceived: z.number(),
  prefixesSent: z.number(),
});

export const routeStatusSchema = z.object({
  prefix: z.string(),
  nextHops: z.array(nextHopSchema).readonly().describe('none for a blackhole'),
});

export const interfaceStatusSchema = z.object({
  interface: z.string(),
  addresses: z.array(z.string()).readonly().describe('IPv4, with prefix length'),
  packetsIn: z.number(),
  packetsOut: z.number(),
  quietSeconds: z
    .number()
    .nullable()
    .describe('tunnels only: since it last received a packet; null: it never did, or it is no tunnel'),
});

/** The state of a node at one moment, as reported by its daemons and its kernel. */
export const nodeStatusSchema = z.object({
  node: z.string(),
  clock: z
    .object({
      monotonicNs: z.number().describe("CLOCK_MONOTONIC of the engine's kernel, in nanoseconds"),
      utcMs: z.number().describe('milliseconds since 1970, by the clock of the same machine'),
    })
    .describe('when it answered'),
  ready: z.boolean().describe('its start script has ended; a node that is not ready reports nothing else'),
  silent: z.array(z.string()).readonly().describe('daemons that did not answer; their lists are empty'),
  tunnels: z.array(tunnelStatusSchema).readonly(),
  sessions: z.array(sessionStatusSchema).readonly(),
  routes: z.array(routeStatusSchema).readonly(),
  interfaces: z.array(interfaceStatusSchema).readonly(),
});

export type TunnelStatus = z.infer<typeof tunnelStatusSchema>;
export type SessionStatus = z.infer<typeof sessionStatusSchema>;
export type RouteStatus = z.infer<typeof routeStatusSchema>;
export type InterfaceStatus = z.infer<typeof interfaceStatusSchema>;
export type NodeStatus = z.infer<typeof nodeStatusSchema>;
