import type { NodeEvent } from '../events/node-event.ts';

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
  /** Which part of the packets counts: from the first steady moment to the last one that was watched. */
  readonly window: { readonly from: number; readonly to: number };
}

export type DirectionName = 'azure-to-site' | 'site-to-azure';

export interface DirectionObservations {
  readonly name: DirectionName;
  /** Nodes that send and receive. */
  readonly sender: string;
  readonly receiver: string;
  readonly ratePerFlow: number;
  readonly flows: readonly FlowObservations[];
}

export interface FlowObservations {
  readonly index: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** The tunnel that carried the flow before the fault, as counted on the sending gateway or device. */
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
}
