import { z } from 'zod';
import { nextHopSchema } from '../../topology/next-hop.ts';
import { processEndSchema } from './process-end.ts';

const nodeEvent = z.object({
  node: z.string(),
  time: z.number().describe('Nanoseconds of CLOCK_MONOTONIC, counted from the epoch of the trial.'),
});

/** Something that a node noticed, as its agent told it (parse-agent-line.ts). */
export const nodeEventSchema = z.discriminatedUnion('kind', [
  nodeEvent.extend({ kind: z.literal('ready') }).describe('The start script has ended without an error.'),
  nodeEvent
    .extend({ kind: z.literal('failed'), end: processEndSchema })
    .describe('The start script has failed, and the node ends.'),
  nodeEvent
    .extend({ kind: z.literal('exit'), program: z.string(), end: processEndSchema })
    .describe('A daemon has ended.'),
  nodeEvent
    .extend({ kind: z.literal('ike'), tunnel: z.string(), up: z.boolean() })
    .describe('An IKE SA came up or went down.'),
  nodeEvent
    .extend({ kind: z.literal('child'), tunnel: z.string(), up: z.boolean() })
    .describe('A child SA came up or went down.'),
  nodeEvent
    .extend({
      kind: z.literal('bgp'),
      neighbor: z.string(),
      up: z.boolean(),
      reason: z.string().exactOptional().describe('In the words of bgpd.'),
    })
    .describe('A BGP session came up or went down.'),
  nodeEvent
    .extend({
      kind: z.literal('bfd'),
      neighbor: z.string(),
      up: z.boolean(),
      reason: z.string().exactOptional().describe('In the words of bfdd.'),
    })
    .describe('A BFD session came up or went down.'),
  nodeEvent
    .extend({
      kind: z.literal('route'),
      prefix: z.string(),
      nextHops: z.array(nextHopSchema).readonly().describe('None: the route was removed.'),
    })
    .describe('A route in the kernel changed.'),
  nodeEvent
    .extend({ kind: z.literal('carrier'), interface: z.string(), up: z.boolean() })
    .describe('A link got or lost its carrier.'),
  nodeEvent
    .extend({
      kind: z.literal('address'),
      interface: z.string(),
      address: z.string().describe('With its prefix length.'),
      present: z.boolean(),
    })
    .describe('An interface got or lost an address.'),
  nodeEvent
    .extend({
      kind: z.literal('counters'),
      interface: z.string(),
      in: z.number().describe('Packets received so far.'),
      out: z.number().describe('Packets sent so far.'),
      quiet: z.number().exactOptional().describe('Nanoseconds since it last received one. Absent: never.'),
    })
    .describe(
      "A tunnel device's counters, once a second, and when the first packet after it came up is there.",
    ),
  nodeEvent
    .extend({ kind: z.literal('overrun') })
    .describe('The kernel reported more than the agent could read: events may be missing.'),
  nodeEvent
    .extend({ kind: z.literal('log'), program: z.string(), text: z.string() })
    .describe('A line of a daemon that is none of the others.'),
]);

export type NodeEvent = Readonly<z.infer<typeof nodeEventSchema>>;
