import { z } from 'zod';
import {
  bgpTimersSchema,
  dpdTimersSchema,
  healthProbeSchema,
  profileSchema,
} from '../../definition/profile.ts';
import { type DirectionName, directionNames } from '../../topology/direction.ts';

const names = z.array(z.string()).readonly();
const milliseconds = z.number();

const recoveryPointSchema = z
  .object({
    pair: z.string().describe('The pair of hosts whose flows it moves.'),
    direction: z.enum(directionNames),
    tunnels: names.describe('The tunnels whose flows this node moves when it has noticed.'),
    node: z.string().describe('The live node that decides.'),
    watches: z
      .object({
        tunnels: names.describe('Its tunnels that end at the failed part, as in its events ike and child.'),
        bgpNeighbors: names.describe('Its BGP neighbours at the failed part, as in its events bgp.'),
        bfdNeighbors: names.describe('Its BFD peers at the failed part, as in its events bfd.'),
        interfaces: names.describe(
          'Its interfaces that lose their carrier with the failed part; none for a silent fault.',
        ),
      })
      .readonly()
      .describe(
        'What on this node belongs to the failed part. The first of them that goes down is the detection.',
      ),
    healthProbe: z
      .boolean()
      .describe(
        "Whether this node's BFD sessions stand for the platform's health probe; otherwise they are the site's own.",
      ),
    siteBfd: healthProbeSchema
      .exactOptional()
      .describe("BFD of a device that has timers of its own. Absent: the site's."),
    takeover: z
      .object({
        node: z.string(),
        address: z.string().describe('As in its events address.'),
        detection: z
          .object({ minMs: milliseconds, maxMs: milliseconds })
          .readonly()
          .exactOptional()
          .describe(
            'How long a pair of devices takes until then, by its own numbers. Absent: an instance of a gateway, as the profile says.',
          ),
        callers: z
          .array(z.object({ node: z.string(), connection: z.string(), dpd: dpdTimersSchema }).readonly())
          .readonly()
          .exactOptional()
          .describe(
            'The peers that open the tunnels anew, each when its dead peer detection has given up the old one, by the names in their events. Absent: that node opens them itself.',
          ),
      })
      .readonly()
      .exactOptional()
      .describe('The node that gets the public address of the dead one. Absent: none does.'),
    comeback: z
      .object({
        by: z.enum(['takeover', 'replacement', 'repair', 'reconnection', 'session']),
        node: z.string(),
      })
      .readonly()
      .exactOptional()
      .describe(
        'The flows have no other path: they wait until the failed part is back, at the node that takes its addresses over, as its replacement, by a repair, or because this node has its tunnel or its BGP session anew. Absent: they have another path.',
      ),
    opener: z
      .string()
      .exactOptional()
      .describe(
        'The failed machine, if it opens these tunnels again when it is back, which ends the old ones at once.',
      ),
    dpd: dpdTimersSchema
      .exactOptional()
      .describe('DPD timers of the tunnels that it watches, as this node has them. Absent: it watches none.'),
    bgp: bgpTimersSchema
      .exactOptional()
      .describe(
        'Timers of the BGP sessions that it watches, as this node has them. Absent: it watches none.',
      ),
    prefixes: names.describe('The prefixes that carry the flows, as in its events route.'),
    failedNextHops: z
      .object({ gateways: names, interfaces: names })
      .readonly()
      .describe('Next hops of these prefixes that lead to the failed part.'),
  })
  .readonly();

/**
 * A node that moves flows of one direction away from the failed part. Flows on tunnels that no point names are not
 * expected to be hit.
 */
export type RecoveryPoint = z.infer<typeof recoveryPointSchema>;

/** One direction of the traffic between one pair of hosts. */
export interface DirectionOfPair {
  readonly pair: string;
  readonly name: DirectionName;
}

/** What an event means to the nodes that were left. */
const eventContextSchema = z
  .object({
    recovery: z
      .array(recoveryPointSchema)
      .readonly()
      .describe('Who has to notice the event and move traffic: a point for each node that decides.'),
    silent: z
      .boolean()
      .describe('Whether no node is told of it, as in a crash: only timers notice it, and can be predicted.'),
    needsRepair: z
      .boolean()
      .describe(
        'Whether what is broken stays so until it is repaired; no machine is replaced, no tunnel returns.',
      ),
    stranded: z
      .array(z.object({ pair: z.string(), direction: z.enum(directionNames) }).readonly())
      .readonly()
      .describe('The directions whose flows have no path without what is broken.'),
    togetherStranded: z
      .array(
        z
          .object({
            pair: z.string(),
            direction: z.enum(directionNames),
            afterMs: milliseconds
              .exactOptional()
              .describe('From this event until the other one that takes the path. Absent: it came before.'),
          })
          .readonly(),
      )
      .readonly()
      .exactOptional()
      .describe(
        'The directions that this event alone leaves a path, and what else is broken at the same time does not: from then on no timer of this event says when their flows are back. Absent: none.',
      ),
    outOfReach: z
      .literal(true)
      .exactOptional()
      .describe('It happened where no packet of the flows can pass, whatever routing does.'),
  })
  .readonly();

export type EventContext = z.infer<typeof eventContextSchema>;

const clientSchema = z
  .object({
    node: z.string(),
    connection: z.string().describe('As its events call it.'),
    interface: z.string().describe("Its tunnel's interface, as its events call it."),
  })
  .readonly();

/** A point-to-site client. */
export type ClientOfGateway = z.infer<typeof clientSchema>;

/**
 * What analysis has to know beyond the observations. recovery-of.ts computes it from the topology, the profile and the
 * faults; the rest of the analysis reads it and does not need the topology.
 */
export const analysisContextSchema = z.object({
  events: z
    .array(eventContextSchema)
    .min(1)
    .readonly()
    .describe('One for each event of the observations, in the same order.'),
  timers: profileSchema
    .unwrap()
    .pick({
      bgp: true,
      dpd: true,
      healthProbe: true,
      siteBfd: true,
      takeover: true,
      azureBgpFollowsTunnel: true,
      origins: true,
    })
    .readonly()
    .describe('What the profile says of the timers that take part, and of the assumptions about Azure.'),
  azureNodes: names.describe('The nodes whose timers are those of Azure.'),
  firewalls: names
    .exactOptional()
    .describe('Devices that let only those connections pass that they saw begin. Absent: none.'),
  clients: z.array(clientSchema).readonly().describe('The clients of a point-to-site gateway.'),
  delayThresholdMs: milliseconds
    .exactOptional()
    .describe('A packet later than this counts as impaired. Absent: the usual threshold.'),
});

export type AnalysisContext = Readonly<z.infer<typeof analysisContextSchema>>;
