import { z } from 'zod';
import { parameterValuesSchema } from '../../observations/applied-fault.ts';
import { nextHopSchema } from '../../topology/next-hop.ts';
import { tunnelTimersSchema } from '../../topology/tunnel-timers.ts';
import { missingSchema } from '../redundancy/missing.ts';

const moment = z.iso.datetime();
const since = moment.nullable().describe("by the clock of the engine's machine; null: it is not up");

export const nodePartSchema = z.object({
  name: z.string(),
  role: z.enum(['internet', 'virtual-network', 'site', 'instance', 'device', 'host', 'client']),
  running: z.boolean().describe('its container runs'),
  ready: z.boolean().describe('its start script has ended and has started all of its programs'),
});

export const tunnelEndSchema = z.object({
  name: z.string().describe('node, or gateway whose instances share the end'),
  node: z.string().nullable().describe('the node that has this end now; null: none'),
  ike: z.string().nullable().describe('state of the IKE SA in strongSwan; null: none'),
  installed: z.boolean().describe('its child SA is installed, so packets can pass'),
  since: since.describe('when the IKE SA was established; null: it is not established'),
  packets: z
    .object({
      in: z.int(),
      out: z.int(),
      lastReceivedAt: moment.nullable().describe('when it last received one; null: it never did'),
    })
    .nullable()
    .describe("packets through the tunnel's interface since the node started; null: no node has this end"),
});

export const tunnelPartSchema = z.object({
  name: z.string(),
  connections: z.array(z.string()).readonly().describe('the connections of the lab file that it belongs to'),
  ends: z.tuple([tunnelEndSchema, tunnelEndSchema]),
});

export const sessionEndSchema = z.object({
  name: z.string().describe('node, or gateway whose instances share the end'),
  node: z.string().nullable().describe('the node that has this end now; null: none'),
  address: z.string(),
  asn: z.int(),
  state: z
    .string()
    .nullable()
    .describe('state in bgpd: Established, Active, ...; null: bgpd does not know the session'),
  since,
  prefixesReceived: z.int(),
  prefixesSent: z.int(),
});

export const sessionPartSchema = z.object({
  name: z.string().describe('the names of both ends'),
  kind: z
    .enum(['tunnel', 'sibling', 'platform', 'site'])
    .describe(
      'tunnel: between the ends of a tunnel; sibling: between the instances of a gateway; platform: between an instance and its virtual network; site: between a device and its site',
    ),
  ends: z.tuple([sessionEndSchema, sessionEndSchema]),
});

export const routePartSchema = z.object({
  nodes: z.array(z.string()).readonly().describe('nodes of which one must have the route'),
  prefix: z.string(),
  complete: z.boolean().describe('a kernel has the route with all expected next hops and no other'),
  node: z.string().nullable().describe('the node whose kernel has the route; null: none'),
  expected: z.array(nextHopSchema).readonly(),
  found: z.array(nextHopSchema).readonly(),
});

export const clientPartSchema = z.object({
  name: z.string(),
  gateway: z.string(),
  connected: z.boolean(),
  since,
  servedBy: z.string().nullable().describe('the gateway instance that has the connection; null: none'),
  address: z.string().nullable().describe('its address from the pool of the gateway'),
});

export const floatingPartSchema = z.object({
  name: z.string().describe('the tunnel end that the addresses belong to'),
  gateway: z.string().describe('the gateway, or the pair of devices'),
  nodes: z.array(z.string()).readonly().describe('the two machines between which the addresses move'),
  addresses: z.array(z.string()).readonly().describe('with prefix length'),
  holder: z.string().nullable().describe('the machine that has all of them now; null: none'),
});

export const activeFaultSchema = z.object({
  id: z.string(),
  fault: z.string(),
  target: z.string(),
  parameters: parameterValuesSchema,
  since: moment.describe('when the fault was recorded, just before it was applied'),
  endsAt: moment.nullable().describe('when the fault will be undone; null: only by `heal`'),
});

/** The state of a live lab at one moment. Every list has the order of the topology. */
export const labSnapshotSchema = z.object({
  format: z.literal('switchover-snapshot/3'),
  id: z.string(),
  lab: z.string(),
  profile: z.string(),
  dataplane: z.enum(['kernel', 'userspace']),
  takenAt: moment.describe("by the clock of the engine's machine"),
  complete: z.boolean().describe('nothing is missing for full redundancy'),
  nodes: z.array(nodePartSchema).readonly(),
  tunnels: z.array(tunnelPartSchema).readonly(),
  sessions: z.array(sessionPartSchema).readonly(),
  routes: z.array(routePartSchema).readonly().describe('the routes that full redundancy needs'),
  clients: z.array(clientPartSchema).readonly(),
  floating: z.array(floatingPartSchema).readonly().describe('addresses that move between two instances'),
  missing: z.array(missingSchema).readonly(),
  faults: z.array(activeFaultSchema).readonly().describe('the active faults, oldest first'),
  timers: z
    .array(tunnelTimersSchema)
    .readonly()
    .describe('the timers of each tunnel, with what was changed since the lab came up'),
});

export type NodePart = z.infer<typeof nodePartSchema>;
export type TunnelEndPart = z.infer<typeof tunnelEndSchema>;
export type TunnelPart = z.infer<typeof tunnelPartSchema>;
export type SessionEndPart = z.infer<typeof sessionEndSchema>;
export type SessionPart = z.infer<typeof sessionPartSchema>;
export type RoutePart = z.infer<typeof routePartSchema>;
export type ClientPart = z.infer<typeof clientPartSchema>;
export type FloatingPart = z.infer<typeof floatingPartSchema>;
export type ActiveFault = z.infer<typeof activeFaultSchema>;
export type LabSnapshot = z.infer<typeof labSnapshotSchema>;
