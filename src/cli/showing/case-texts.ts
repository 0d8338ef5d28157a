import type { AttemptEnding } from '../../batches/attempt.ts';

/** Texts of a case for people. */
export interface CaseTexts<Case> {
  readonly title: (one: Case) => string;
  /** What came of it, in a line. */
  readonly line: (one: Case, ending: AttemptEnding) => string;
  readonly passed: (ending: AttemptEnding) => boolean;
}
