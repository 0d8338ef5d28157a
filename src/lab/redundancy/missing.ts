import { z } from 'zod';

/** One thing that a lab needs for full redundancy and does not have at the moment. */
export const missingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z
      .literal('node')
      .describe('The node does not run or does not answer, or its start script has not ended.'),
    node: z.string(),
  }),
  z.object({
    kind: z.literal('daemon').describe('A daemon of a node that runs does not answer.'),
    node: z.string(),
    daemon: z.string(),
  }),
  z.object({
    kind: z.literal('tunnel').describe('One end of a tunnel has no child SA with the other end.'),
    tunnel: z.string(),
    end: z.string().describe('Node, or gateway whose instances share the end.'),
  }),
  z.object({
    kind: z.literal('client').describe('A point-to-site client is not connected.'),
    client: z.string(),
    gateway: z.string(),
  }),
  z.object({
    kind: z
      .literal('packets')
      .describe('A tunnel is up, and one of its ends has received no packet for 3 s.'),
    tunnel: z.string().describe('Tunnel, or point-to-site client.'),
    from: z.string(),
    to: z.string().describe('The end that receives nothing.'),
  }),
  z.object({
    kind: z.literal('session').describe('One end of a BGP session does not have it established.'),
    from: z.string().describe('The end that does not have it.'),
    to: z.string(),
  }),
  z.object({
    kind: z.literal('route').describe('No kernel has the route with all of its next hops.'),
    nodes: z.array(z.string()).readonly().describe('One of these must have it.'),
    prefix: z.string(),
    nextHops: z.int().describe('How many next hops it must have.'),
  }),
]);

export type Missing = z.infer<typeof missingSchema>;
export type MissingKind = Missing['kind'];
