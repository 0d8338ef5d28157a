import type { FaultParameters } from '../definition/fault-parameters.ts';
import type { Problem } from '../definition/problems/problem.ts';
import type { TrialStep } from '../experiment/trial.ts';
import type { Stage } from '../lab/bring-up.ts';

/**
 * What happens in a run, as plain data for whoever shows it. Preparing, bringing up, each trial and tearing down have a
 * first and a last step; a part without its last step failed.
 */
export type RunStep = LabFileStep | PreparationStep | BringUpStep | SeriesStep | CalibrationStep | EndingStep;

/** The lab file is usable, but doubtful. */
export interface LabFileStep {
  readonly step: 'warnings';
  readonly problems: readonly Problem[];
}

export type PreparationStep =
  | { readonly step: 'preparing' }
  /** The engine is installed, or the node image built; a `detail` is a line of another program's output. */
  | { readonly step: 'setting-up'; readonly text: string; readonly kind: 'step' | 'detail' }
  /** What killed runs had left, and could be removed or not. */
  | {
      readonly step: 'prepared';
      readonly removed: { readonly containers: number; readonly images: number };
      readonly stubborn: number;
    };

export type BringUpStep =
  | { readonly step: 'bringing-up'; readonly nodes: number }
  /** The stages that are over, each with the time since the start. */
  | {
      readonly step: 'stages';
      readonly over: readonly { readonly stage: Stage; readonly milliseconds: number }[];
    }
  | {
      readonly step: 'up';
      readonly nodes: number;
      readonly tunnels: number;
      readonly sessions: number;
      readonly milliseconds: number;
    };

export type SeriesStep =
  | { readonly step: 'trial'; readonly fault: string; readonly target: string }
  | { readonly step: 'in-trial'; readonly now: TrialStep }
  | { readonly step: 'trial-over' }
  /** The trial counts, but something stayed broken. */
  | { readonly step: 'not-repaired'; readonly target: string; readonly message: string }
  /** This trial and all further ones are left out, because the lab is not whole. */
  | { readonly step: 'left-out'; readonly fault: string; readonly target: string };

export type CalibrationStep =
  | { readonly step: 'calibrating' }
  | { readonly step: 'in-calibration'; readonly text: string }
  | { readonly step: 'calibrated' };

export type EndingStep =
  /** From now on the run has an id, and a folder for its results. */
  | { readonly step: 'begun'; readonly id: string; readonly folder: string }
  | { readonly step: 'kept'; readonly id: string }
  | { readonly step: 'tearing-down' }
  | { readonly step: 'torn-down'; readonly milliseconds: number }
  /** Something went wrong while the run ended because of another error. */
  | { readonly step: 'ending-failed'; readonly message: string }
  /** Everything that is known is in this folder, or file. */
  | { readonly step: 'saved'; readonly path: string };

/** What is done by hand to a lab that is up. */
export type LiveStep =
  | {
      readonly step: 'applied';
      readonly fault: string;
      readonly target: string;
      readonly parameters: FaultParameters;
    }
  | { readonly step: 'undone'; readonly fault: string; readonly target: string }
  /** Nothing undoes it before somebody asks for it. */
  | { readonly step: 'stays'; readonly lab: string }
  /** Machines that were to come back later, when an interruption came first. */
  | { readonly step: 'stayed-away'; readonly lab: string; readonly nodes: readonly string[] }
  | { readonly step: 'nothing-broken' }
  | { readonly step: 'whole' };

/** How a part of a run is watched, and interrupted. */
export interface Watch<Step = RunStep> {
  readonly onStep: (step: Step) => void;
  /** Aborted: what was made is torn down, and the work throws the signal's reason. */
  readonly signal: AbortSignal;
}
