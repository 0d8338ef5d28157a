import { z } from 'zod';
import { jsonOrNone } from '../../base/json-or-none.ts';
import { agentStatus } from './process-end.ts';

/** What the agent prints, one JSON object a line; `t` is CLOCK_MONOTONIC in nanoseconds (images/node/README.md). */
const agentRecord = z.discriminatedUnion('kind', [
  z.object({ t: z.number(), kind: z.literal('ready') }),
  z.object({ t: z.number(), kind: z.literal('failed'), status: agentStatus }),
  z.object({ t: z.number(), kind: z.literal('exit'), program: z.string(), status: agentStatus }),
  z.object({ t: z.number(), kind: z.literal('ike'), connection: z.string(), up: z.boolean() }),
  z.object({ t: z.number(), kind: z.literal('child'), connection: z.string(), up: z.boolean() }),
  z.object({
    t: z.number(),
    kind: z.literal('route'),
    prefix: z.string(),
    hops: z.array(z.object({ gateway: z.string().optional(), interface: z.string() })),
  }),
  z.object({ t: z.number(), kind: z.literal('carrier'), interface: z.string(), up: z.boolean() }),
  z.object({
    t: z.number(),
    kind: z.literal('address'),
    interface: z.string(),
    address: z.string(),
    present: z.boolean(),
  }),
  z.object({
    t: z.number(),
    kind: z.literal('counters'),
    interface: z.string(),
    in: z.number(),
    out: z.number(),
    quiet: z.number().exactOptional(),
  }),
  z.object({ t: z.number(), kind: z.literal('log'), program: z.string(), text: z.string() }),
  z.object({ t: z.number(), kind: z.literal('overrun') }),
]);

/** A line of a node's agent, as the agent wrote it. */
export type AgentRecord = z.infer<typeof agentRecord>;

/** Undefined for a line of something else, such as a daemon that writes to the same stream. */
export function readAgentRecord(line: string): AgentRecord | undefined {
  return agentRecord.safeParse(jsonOrNone(line)).data;
}
