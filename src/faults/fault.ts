import type { Lab } from '../lab/lab.ts';
import type { Topology } from '../topology/topology.ts';

/** Something that breaks on purpose. One file a fault; nothing else knows how it is done. */
export interface Fault {
  readonly name: string;
  /** One line for `--help` and for lists. */
  readonly summary: string;
  /** Nothing outside of the broken part is told: only timers can notice. */
  readonly silent: boolean;
  /** The target when none was asked for; nothing when the topology has none. */
  defaultTarget(topology: Topology): string | undefined;
  /** Why this fault cannot be applied to that target; nothing when it can. */
  check(topology: Topology, target: string): string | undefined;
  /**
   * Applies the fault and verifies that it happened.
   *
   * @throws FaultError when it did not
   */
  apply(lab: Lab, target: string): Promise<AppliedFault>;
}

export interface AppliedFault {
  /** T0 lies between these two, in nanoseconds of the engine kernel's CLOCK_MONOTONIC. */
  readonly appliedAfter: number;
  readonly appliedBefore: number;
  /** Nodes that are gone. */
  readonly deadNodes: readonly string[];
}

/** A fault could not be applied, or did not do what it is there for. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}
