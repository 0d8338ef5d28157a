import * as z from 'zod';
import { mechanismSchema } from '../../analysis/recovery/mechanism.ts';
import { boundsForm } from './bounds.ts';
import { exactlyOne } from './exactly-one.ts';
import { faultName, targetName, wantedParameters } from './fault-words.ts';

/** The name of something in the lab; upper and lower case are the same. */
export const partName = z.string().min(1).max(120);

export const tunnelForm = z.strictObject({
  name: partName.describe('Name of the tunnel, or "all".'),
  state: z
    .enum(['up', 'down'])
    .describe('up: its child SA is installed at both ends, so packets can pass; down: it is not.'),
});

export const sessionForm = z.strictObject({
  at: partName.describe('The node that is asked.'),
  peer: partName.describe('The other end: a node, or a gateway whose instances share the end.'),
  state: z.enum(['established', 'down']).describe('What the node says about the session.'),
});

export const routeForm = z
  .strictObject({
    at: partName.describe('The node whose kernel is asked.'),
    to: partName.optional().describe('Name of a virtual network, a spoke or a site: its first prefix.'),
    prefix: z.string().max(18).optional().describe('The prefix itself, in place of `to`.'),
    nextHops: boundsForm('How many next hops the route has.'),
    via: partName.optional().describe('A node, or a tunnel: one of the next hops leads there.'),
    absent: z.literal(true).optional().describe('There is no such route.'),
  })
  .superRefine(exactlyOne(['to', 'prefix']))
  .superRefine(({ nextHops, via, absent }, context) => {
    if ((nextHops !== undefined || via !== undefined) !== (absent !== undefined)) return;
    context.addIssue({
      code: 'custom',
      message: 'has to say either what the route is like, or that it is absent.',
      params: { rule: 'missing-property', advice: 'Write nextHops, via or both, or absent: true.' },
    });
  });

export const holderForm = z
  .strictObject({
    gateway: partName.describe('Name of the gateway, or of the pair of devices.'),
    end: partName.optional().describe('The tunnel end whose address it is, where a gateway has several.'),
    instance: z
      .union([z.literal(0), z.literal(1)])
      .optional()
      .describe('The instance that has the address.'),
    node: partName.optional().describe('The same by the name of its node.'),
  })
  .superRefine(exactlyOne(['instance', 'node']));

export const faultForm = z.strictObject({
  name: faultName,
  target: targetName,
  with: wantedParameters,
  state: z
    .enum(['applied', 'active', 'healed'])
    .describe(
      'applied: at some time since the task began, also by a trial; active: it is there now; healed: it was there in this lesson, and is not any more.',
    ),
});

export const measuredForm = z.strictObject({
  fault: faultName.optional(),
  target: targetName,
  with: wantedParameters,
  direction: z
    .enum(['outward', 'return', 'both'])
    .describe('outward starts in Azure, return goes there. Of several pairs of hosts: in each.'),
  outageSeconds: boundsForm('The longest outage of a flow, in seconds; 0: nothing was interrupted.'),
  flowsHitPercent: boundsForm('Share of the flows that lost packets, in percent.'),
  secondHits: boundsForm('How many flows lost packets again when the outage was over.'),
  connectionsLost: boundsForm('TCP connections of both directions that ended.'),
  connectionsNotBack: boundsForm('TCP connections of both directions that still had no answer at the end.'),
  redundancySeconds: boundsForm('Until everything was there again, in seconds.'),
  clientsOfflineSeconds: boundsForm(
    'The longest time that a client of a point-to-site gateway was without its connection, in seconds.',
  ),
  clientsDisconnected: boundsForm('How many clients of a point-to-site gateway lost their connection.'),
  decidedBy: mechanismSchema.optional().describe('What made the node notice that decided.'),
});

export const timerForm = z
  .strictObject({
    connection: partName.describe('Name of the connection, or "all".'),
    dpdSeconds: boundsForm('The DPD timeout as it runs, in seconds.'),
    bgpHoldSeconds: boundsForm('The BGP hold time as it runs, in seconds.'),
    bgpKeepaliveSeconds: boundsForm('Time between two keepalives as it runs, in seconds.'),
  })
  .superRefine(({ dpdSeconds, bgpHoldSeconds, bgpKeepaliveSeconds }, context) => {
    if (dpdSeconds ?? bgpHoldSeconds ?? bgpKeepaliveSeconds) return;
    context.addIssue({
      code: 'custom',
      message: 'names no timer.',
      params: {
        rule: 'missing-property',
        advice: 'Write dpdSeconds, bgpHoldSeconds or bgpKeepaliveSeconds.',
      },
    });
  });

export const redundancyForm = z.enum(['full', 'missing']);
