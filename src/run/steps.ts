import type { FaultParameters } from '../definition/fault-parameters.ts';
import type { Problem } from '../definition/problems/problem.ts';
import type { TrialStep } from '../experiment/trial-step.ts';
import type { Stage } from '../lab/bring-up.ts';

/**
 * The steps of a run, as plain data: the command line, a suite or a web page shows them. Preparing, bringing up, each trial
 * and tearing down have a first and a last step. A part without its last step failed.
 */
export type RunStep =
  | LabFileStep
  | PreparationStep
  | SharedLabStep
  | BringUpStep
  | SeriesStep
  | CalibrationStep
  | EndingStep;

/** The lab file can be used, but has warnings. */
export interface LabFileStep {
  readonly step: 'warnings';
  readonly problems: readonly Problem[];
}

export type PreparationStep =
  | { readonly step: 'preparing' }
  /** The engine is installed, or the node image built; a `detail` is a line of another program's output. */
  | { readonly step: 'setting-up'; readonly text: string; readonly kind: 'step' | 'detail' }
  /** How much killed runs had left: what was removed, and how much could not be removed. */
  | {
      readonly step: 'prepared';
      readonly removed: { readonly containers: number; readonly images: number };
      readonly stubborn: number;
    };

/** Before a run that may take place in the lab of the run before. */
export type SharedLabStep =
  | { readonly step: 'taking-over' }
  /** The run takes place in this lab. */
  | { readonly step: 'taken-over'; readonly milliseconds: number }
  /** A new lab comes up in its place. */
  | { readonly step: 'not-as-new'; readonly reason: string };

export type BringUpStep =
  | { readonly step: 'bringing-up'; readonly nodes: number }
  /** All stages that are over, each with the time since the start. */
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

/** The steps of a fault, or a repair, in a lab that is up. */
export type LiveStep =
  | {
      readonly step: 'applied';
      readonly fault: string;
      readonly target: string;
      readonly parameters: FaultParameters;
    }
  | { readonly step: 'undone'; readonly fault: string; readonly target: string }
  /** The fault stays until `heal`. */
  | { readonly step: 'stays'; readonly lab: string }
  /** Nodes whose replacement had not started yet when an interruption ended the fault. */
  | { readonly step: 'stayed-away'; readonly lab: string; readonly nodes: readonly string[] }
  | { readonly step: 'nothing-broken' }
  /** A tunnel was closed and opened again for its new timers, and is back with its session. */
  | { readonly step: 'tunnel-reset'; readonly tunnel: string; readonly milliseconds: number }
  /** The same for a BGP session alone, by the names of its ends. */
  | {
      readonly step: 'session-reset';
      readonly of: string;
      readonly with: string;
      readonly milliseconds: number;
    }
  /** A tunnel that is down gets its new timers when it comes up. */
  | { readonly step: 'tunnel-down'; readonly tunnel: string }
  /** Everything runs with these timers already. */
  | { readonly step: 'timers-unchanged' }
  /** What to know about the chosen timers, in whole sentences. */
  | { readonly step: 'timers-note'; readonly text: string }
  /** A node was killed, and a new container with the same configuration is ready. */
  | { readonly step: 'restarted'; readonly node: string; readonly milliseconds: number }
  | { readonly step: 'whole' };

/** Reports the steps of some work, and interrupts it. */
export interface Watch<Step = RunStep> {
  readonly onStep: (step: Step) => void;
  /** When it aborts, the work tears down everything it made, and throws the signal's reason. */
  readonly signal: AbortSignal;
}
