import type { Mechanism } from '../../analysis/recovery/mechanism.ts';
import type { LabSnapshot } from '../../lab/snapshot/snapshot.ts';
import type { DirectionName } from '../../topology/direction.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * Everything that the checks of a lesson look at. All moments are milliseconds since 1970 by one clock, that of the
 * process that collects the facts.
 */
export interface Facts {
  readonly topology: Topology;
  readonly snapshot: LabSnapshot;
  /** Every fault since the lesson began, in the order of time: those of the start and of trials too. */
  readonly faults: readonly LoggedFault[];
  /** Every trial since the lesson began, in the order of time. */
  readonly trials: readonly TrialFacts[];
}

type Parameters = Readonly<Record<string, string | number | boolean>>;

export interface LoggedFault {
  /** As of the snapshot. */
  readonly id: string;
  readonly fault: string;
  readonly target: string;
  readonly parameters: Parameters;
  readonly at: number;
  /** Null: it is still there. */
  readonly endedAt: number | null;
  /** Whether the lesson broke it before the learner came. */
  readonly isOfStart: boolean;
  /** Who had the floating addresses just before: the active instances, or devices of a pair. */
  readonly activeBefore: readonly string[];
}

/** What a lesson looks at of a trial. */
export interface TrialFacts {
  /** Id of the run. */
  readonly run: string;
  /** When the run began. */
  readonly at: number;
  readonly fault: string;
  readonly target: string;
  readonly parameters: Parameters;
  /** As of a {@link LoggedFault}. */
  readonly activeBefore: readonly string[];
  readonly directions: readonly DirectionOfTrial[];
  readonly connections: { readonly lost: number; readonly notBack: number };
  /** Null: not within the time that was watched. */
  readonly redundancySeconds: number | null;
  /** Those that lost their connection. Null: it was not back. */
  readonly clientsOfflineSeconds: readonly (number | null)[];
}

export interface DirectionOfTrial {
  readonly pair: string;
  readonly name: DirectionName;
  /** The longest one, second hits included; 0: nothing was interrupted. */
  readonly outageSeconds: number;
  /** False: it was at least so long, and had not ended. */
  readonly isOver: boolean;
  readonly flows: number;
  readonly flowsHit: number;
  /** Flows that lost packets again when the outage was over. */
  readonly secondHits: number;
  readonly decidedBy: Mechanism | null;
  /** The same in words. */
  readonly decidedByText: string;
}

/** What a check found. */
export interface Found {
  readonly holds: boolean;
  /** In a sentence, for the learner. */
  readonly text: string;
}
