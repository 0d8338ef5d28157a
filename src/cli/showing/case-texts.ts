import type { AttemptEnding } from '../../batches/attempt.ts';

/** Texts of a case for people. */
export interface CaseTexts<Case> {
  readonly title: (one: Case) => string;
  /** Its result in a line. */
  readonly line: (one: Case, ending: AttemptEnding) => string;
  readonly passed: (ending: AttemptEnding) => boolean;
}
