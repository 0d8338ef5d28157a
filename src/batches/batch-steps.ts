import type { EndingStep, LabFileStep, PreparationStep, RunStep } from '../run/steps.ts';
import type { AttemptEnding } from './attempt.ts';
import type { ScheduleStep } from './schedule.ts';

/** What happens in a batch of runs, as plain data for whoever shows it. */
export type BatchStep<Case> =
  | LabFileStep
  | PreparationStep
  | Extract<EndingStep, { step: 'saved' }>
  /** Labs without cases, which nobody asked for by name. */
  | { readonly step: 'without-cases'; readonly labs: readonly string[] }
  | { readonly step: 'cases'; readonly count: number; readonly atOnce: number }
  | { readonly step: 'in-case'; readonly of: Case; readonly now: RunStep }
  | ScheduleStep<Case, AttemptEnding>;
