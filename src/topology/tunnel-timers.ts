import { z } from 'zod';
import { dpdTimeoutSeconds, dpdTimersSchema, healthProbeSchema } from '../definition/profile.ts';
import { agreedTimers } from './agreed-timers.ts';
import { type LocalSession, sessionsAt } from './find.ts';
import type { Topology } from './topology.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';

export const endTimersSchema = z
  .object({
    name: z.string().describe('node, or gateway whose instances share the end'),
    side: z.enum(['azure', 'device']),
    dpdSeconds: z
      .number()
      .nullable()
      .describe("DPD timeout: Azure's word for the delay and all requests together; null: it never asks"),
    dpd: dpdTimersSchema.nullable().describe('how this end divides the timeout'),
    bgpKeepaliveSeconds: z
      .number()
      .nullable()
      .describe('how often this end sends a keepalive; null: no BGP session through the tunnel'),
    bgpHoldSeconds: z
      .number()
      .nullable()
      .describe('the hold time that both ends agree on: the lower of their own (RFC 4271, 4.2)'),
    bfd: healthProbeSchema
      .nullable()
      .describe('of a device, with the router of its site; null: none. A tunnel never has BFD.'),
  })
  .readonly();

export const tunnelTimersSchema = z
  .object({
    tunnel: z.string(),
    connections: z
      .array(z.string())
      .readonly()
      .describe('the connections of the lab file that it belongs to'),
    ends: z.tuple([endTimersSchema, endTimersSchema]).readonly(),
  })
  .readonly();

/** The timers by which one end of a tunnel watches the other one. */
export type EndTimers = z.infer<typeof endTimersSchema>;
export type TunnelTimers = z.infer<typeof tunnelTimersSchema>;

/** The timers of every tunnel, as its nodes are configured and agree with each other. */
export const tunnelTimers = (topology: Topology): TunnelTimers[] =>
  topology.tunnels.map((tunnel) => ({
    tunnel: tunnel.name,
    connections: tunnel.connections,
    ends: [endTimers(topology, tunnel, 0), endTimers(topology, tunnel, 1)],
  }));

function endTimers(topology: Topology, tunnel: Tunnel, index: 0 | 1): EndTimers {
  const own = tunnel.ends[index];
  const session = sessionThrough(topology, tunnel, own);
  // Seen from the peer: agreed timers have the keepalives that arrive.
  const agreed = session && agreedTimers({ local: session.remote, remote: session.local });
  return {
    name: own.name,
    side: own.side,
    dpdSeconds: own.dpd ? dpdTimeoutSeconds(own.dpd) : null,
    dpd: own.dpd ?? null,
    bgpKeepaliveSeconds: agreed?.keepaliveSeconds ?? null,
    bgpHoldSeconds: agreed?.holdSeconds ?? null,
    bfd: siteBfd(topology, own),
  };
}

/** The session of a tunnel as one of its ends sees it. */
function sessionThrough(topology: Topology, tunnel: Tunnel, own: TunnelEnd): LocalSession | undefined {
  if (!tunnel.bgp) return undefined;
  const other = tunnel.ends.find((end) => end !== own);
  return sessionsAt(topology, own.nodes[0] ?? '').find(
    ({ kind, local, remote }) => kind === 'tunnel' && local.name === own.name && remote.name === other?.name,
  );
}

const siteBfd = (topology: Topology, { side, nodes }: TunnelEnd): EndTimers['bfd'] =>
  (side === 'device'
    ? sessionsAt(topology, nodes[0] ?? '').find(({ kind }) => kind === 'site')?.bfd
    : undefined) ?? null;
