import type { EndingStep, LabFileStep, PreparationStep, RunStep } from '../run/steps.ts';
import type { AttemptEnding } from './attempt.ts';
import type { ScheduleStep } from './schedule.ts';

/** The steps of a batch of runs, as plain data. */
export type BatchStep<Case> =
  | LabFileStep
  | PreparationStep
  | Extract<EndingStep, { step: 'saved' | 'ending-failed' }>
  /** Labs without cases, when no labs were named. */
  | { readonly step: 'without-cases'; readonly labs: readonly string[] }
  | { readonly step: 'cases'; readonly count: number; readonly atOnce: number }
  | { readonly step: 'in-case'; readonly of: Case; readonly now: RunStep }
  | ScheduleStep<Case, AttemptEnding>;
