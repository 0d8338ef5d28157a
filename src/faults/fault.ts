import type { Lab } from '../lab/lab.ts';
import type { AbsenceReason } from '../platform/replacement.ts';
import type { Topology } from '../topology/topology.ts';

/** Something that breaks on purpose. One file a fault; nothing else knows how it is done. */
export interface Fault {
  readonly name: string;
  /** One line for `--help` and for lists. */
  readonly summary: string;
  /** Nothing outside of the broken part is told: only timers can notice. */
  readonly silent: boolean;
  /** Why its nodes are away, which decides for how long. */
  readonly absence: AbsenceReason;
  /**
   * What it happens to when nobody says to what, one trial after the other. A target is a node, or several that fail
   * at once (see {@link nodesOf}). Empty: the topology has nothing that it could happen to.
   *
   * @param holderOf absent: before the lab is up
   */
  targets(topology: Topology, holderOf?: HolderOf): readonly string[];
  /** Why this fault cannot be applied to that target; nothing when it can. */
  check(topology: Topology, target: string): string | undefined;
  /**
   * Applies the fault and verifies that it happened.
   *
   * @throws FaultError when it did not
   */
  apply(lab: Lab, target: string): Promise<AppliedFault>;
}

/** The instance that has the floating addresses of a gateway just now; none where no addresses float. */
export type HolderOf = (gateway: string) => string | undefined;

export interface AppliedFault {
  /** T0 lies between these two, in nanoseconds of the engine kernel's CLOCK_MONOTONIC. */
  readonly appliedAfter: number;
  readonly appliedBefore: number;
  /** Nodes that are gone. */
  readonly deadNodes: readonly string[];
  /** When the last of them went, as `performance.now()`. */
  readonly goneSince: number;
}

/** A fault could not be applied, or did not do what it is there for. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}
