import type { RunRequest } from '../run/request.ts';
import type { RunStep, Watch } from '../run/steps.ts';
import type { AttemptEnding } from './attempt.ts';
import type { BatchStep } from './batch-steps.ts';
import type { Order } from './case-queue.ts';

/** Many runs, several at once, each lab in a process of its own. */
export interface Batch<Case> extends Order<Case> {
  /** First word of the batch's id. */
  readonly name: string;
  /** The batch gets a folder of its own in this one, and each run one in that of the batch. */
  readonly runs: string;
  readonly cases: readonly Case[];
  /** How many run at once. */
  readonly jobs: number;
  /** How often a case is tried at most when the machine was too busy to measure it. */
  readonly attempts: number;
  /** @param runs where the run has to leave its results */
  readonly requestFor: (one: Case, attempt: number, runs: string) => RunRequest;
  /** Milliseconds that a run may take. */
  readonly limitMs: number;
  /** Whether all other cases would fail in the same way, so that none of them begins. */
  readonly isHopeless: (ending: AttemptEnding) => boolean;
}

export interface BatchWatch<Case> extends Watch<BatchStep<Case>> {
  /** A step in words, for the log of a run. Undefined: the step needs no line. */
  readonly textOf: (step: RunStep) => string | undefined;
}
