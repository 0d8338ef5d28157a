import type { FaultParameters } from '../definition/fault-parameters.ts';
import type { DirectionLabels, DirectionName } from '../topology/direction.ts';
import type { NodeEvent } from './events/node-event.ts';

/**
 * Everything that one trial saw, as plain data: analysis reads nothing else, so it can be run again on the
 * observations of last month.
 *
 * Every time is in nanoseconds of the engine kernel's CLOCK_MONOTONIC, counted from the trial's `epoch`
 * (so that it stays far below 2^53 and a plain number is exact).
 */
export interface Observations {
  readonly directions: readonly DirectionObservations[];
  readonly fault: FaultObservation;
  /** When redundancy was complete again: every tunnel and BGP session back. Absent: not within the time allowed. */
  readonly redundancyRestored?: number;
  readonly events: readonly NodeEvent[];
  /** Absent: not looked at. */
  readonly processor?: ProcessorObservation;
  /** Which part of the packets counts: from the first steady moment to the last one that was watched. */
  readonly window: { readonly from: number; readonly to: number };
}

export interface DirectionObservations extends DirectionLabels {
  readonly name: DirectionName;
  /** Nodes that send and receive. */
  readonly sender: string;
  readonly receiver: string;
  /** The tunnels that routing would use when everything is up; each of them had to carry flows. */
  readonly expectedTunnels: readonly string[];
  /** What the kernels of the nodes counted into each tunnel. Absent: not counted. */
  readonly tunnelPackets?: {
    /** From the first packet until just before the fault. */
    readonly before: readonly TunnelPackets[];
    /** From there to the end. */
    readonly after: readonly TunnelPackets[];
  };
  readonly ratePerFlow: number;
  readonly flows: readonly FlowObservations[];
  /** TCP connections that the sender opened. Absent: none were. */
  readonly connections?: readonly ConnectionObservation[];
}

/** What became of a TCP connection. */
export interface ConnectionObservation {
  readonly state: 'open' | 'closed' | 'reset' | 'timed-out' | 'failed';
  /** Absent while it is open. */
  readonly endedAt?: number;
  readonly retransmits: number;
  /** Times without an answer, from the last one to the next; no end while it lasts. */
  readonly stalls: readonly {
    readonly from: number;
    readonly to?: number;
    /** Milliseconds until the first retransmission, as TCP had it when the stall began. */
    readonly retransmissionTimeoutMs: number;
  }[];
}

/** Who had the processor while a trial went on: shares of all cores' time. */
export interface ProcessorObservation {
  readonly labShare: number;
  /** Everything else on the engine's machine, this program and the engine included. */
  readonly otherShare: number;
  /** Taken by other machines on the same host. */
  readonly stolenShare: number;
  /** Share of the time in which something had to wait for a processor. Absent: not counted by the kernel. */
  readonly waitingShare?: number;
}

/** Packets of one flow that went into one tunnel. */
export interface TunnelPackets {
  readonly tunnel: string;
  readonly sourcePort: number;
  readonly packets: number;
}

export interface FlowObservations {
  readonly index: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /**
   * The tunnel that carried the flow before the fault, as counted where it entered the tunnel. A flow through several
   * has all of them, the one nearest to the sender first: `a > b` (see {@link tunnelsOf}).
   */
  readonly tunnelBefore?: string;
  /** Stamp just before each packet was sent; the index is the packet's sequence number. */
  readonly sent: Float64Array;
  /** Stamp of its arrival; NaN if it never arrived. */
  readonly received: Float64Array;
  /** Packets that arrived more than once, counted beyond their first arrival. Absent: not counted. */
  readonly duplicates?: number;
}

export interface FaultObservation {
  readonly name: string;
  readonly target: string;
  /** T0 lies between these two stamps: taken just before and just after the fault took hold. */
  readonly appliedAfter: number;
  readonly appliedBefore: number;
  /** Nodes that are a part of what failed; their own events explain nothing about the recovery of others. */
  readonly deadNodes: readonly string[];
  /** How long each of them stays away, if all goes well: a number of the profile. */
  readonly away: readonly Absence[];
  /** Parameters that were given. Absent: none. */
  readonly with?: FaultParameters;
  /** What was applied and undone, in the order of time. Absent: not recorded. */
  readonly changes?: readonly FaultChange[];
}

/** A fault, or one of those that a fault is made of, was applied or is about to be undone. */
export interface FaultChange {
  readonly time: number;
  readonly fault: string;
  readonly target: string;
  readonly applied: boolean;
}

export interface Absence {
  readonly node: string;
  readonly seconds: number;
}

const pathSeparator = ' > ';

/** A path through several tunnels, as in `tunnelBefore`. */
export const pathThrough = (tunnels: readonly string[]): string => tunnels.join(pathSeparator);

/** The tunnels of a path, the one nearest to the sender first. */
export const tunnelsOf = (path: string): string[] => path.split(pathSeparator);
