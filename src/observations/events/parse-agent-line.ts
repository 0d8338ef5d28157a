import { z } from 'zod';
import { bfdChange, bgpChange } from './frr-log.ts';
import type { NodeEvent } from './node-event.ts';
import { agentStatus } from './process-end.ts';

/** What the agent prints, one JSON object a line; `t` is CLOCK_MONOTONIC in nanoseconds (images/node/README.md). */
const agentLine = z.discriminatedUnion('kind', [
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

/**
 * Parses one line of a node's agent. Undefined for a line of something else, such as a daemon that writes to the same
 * stream.
 *
 * @param epoch nanoseconds of CLOCK_MONOTONIC from which the event's time counts.
 */
export function parseAgentLine(node: string, line: string, epoch = 0): NodeEvent | undefined {
  const parsed = agentLine.safeParse(parseJson(line));
  if (!parsed.success) return undefined;
  const { t, ...said } = parsed.data;
  const at = { node, time: t - epoch };
  switch (said.kind) {
    case 'ike':
    case 'child':
      return { ...at, kind: said.kind, tunnel: said.connection, up: said.up };
    case 'route':
      return { ...at, kind: 'route', prefix: said.prefix, nextHops: said.hops.map(nextHop) };
    case 'failed':
      return { ...at, kind: 'failed', end: said.status };
    case 'exit':
      return { ...at, kind: 'exit', program: said.program, end: said.status };
    case 'log':
      return { ...at, ...(bgpChange(said) ?? bfdChange(said) ?? said) };
    default:
      return { ...at, ...said };
  }
}

function nextHop({ gateway, interface: name }: { gateway?: string | undefined; interface: string }) {
  return { ...(gateway !== undefined && { gateway }), interface: name };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
