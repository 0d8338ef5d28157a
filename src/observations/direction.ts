import { z } from 'zod';
import { directionNames } from '../topology/direction.ts';
import { connectionSchema } from './connection.ts';
import { connectionWaysSchema } from './connection-ways.ts';
import { largePacketsSchema } from './large-packets.ts';

const tunnelPacketsSchema = z
  .object({ tunnel: z.string(), sourcePort: z.int(), packets: z.int().nonnegative() })
  .readonly()
  .describe('Packets of one flow that went into one tunnel.');

export type TunnelPackets = z.infer<typeof tunnelPacketsSchema>;

/** One direction of the traffic between two hosts, without its packets. */
export const directionSchema = z
  .object({
    name: z.enum(directionNames),
    from: z.string().describe('In words: Azure, site, or the name of a virtual network or of a machine.'),
    to: z.string(),
    sender: z.string().describe('The host that sends.'),
    receiver: z.string(),
    expectedTunnels: z
      .array(z.string())
      .readonly()
      .describe('The tunnels that routing uses while everything is up; each had to carry flows.'),
    tunnelPackets: z
      .object({
        before: z
          .array(tunnelPacketsSchema)
          .readonly()
          .describe('From the first packet until just before T0.'),
        after: z.array(tunnelPacketsSchema).readonly().describe('From there to the end.'),
      })
      .readonly()
      .exactOptional()
      .describe('What the kernels of the nodes counted into each tunnel. Absent: not counted.'),
    connections: z
      .array(connectionSchema)
      .readonly()
      .exactOptional()
      .describe('TCP connections that the sender opened. Absent: none were.'),
    connectionWays: connectionWaysSchema.exactOptional(),
    large: largePacketsSchema
      .exactOptional()
      .describe('Absent: they are measured with faults that the flows do not notice.'),
  })
  .readonly();

/** What is known of a direction without its packets. */
export type ObservedDirection = z.infer<typeof directionSchema>;

/** A direction with every packet of its flows. */
export interface DirectionObservations extends ObservedDirection {
  /** Packets a second. */
  readonly ratePerFlow: number;
  readonly flows: readonly FlowObservations[];
}

/** The packets of one flow. The index of a packet is its sequence number. */
export interface FlowObservations {
  readonly index: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /**
   * The tunnel that carried the flow before T0, counted where the flow enters it; or its path through several (see
   * tunnel-path.ts). Absent: not known.
   */
  readonly tunnelBefore?: string;
  /** Stamp just before each packet was sent. */
  readonly sent: Float64Array;
  /** Stamp of its arrival; NaN if it never arrived. */
  readonly received: Float64Array;
  /** Packets that arrived again after their first arrival. Absent: not counted. */
  readonly duplicates?: number;
}
