import type { Position } from '../sources/position.ts';

/** Something in a definition that is wrong (`error`: the lab is refused) or doubtful (`warning`), and where. */
export interface Problem extends Position {
  readonly severity: Severity;
  /** Stable name of the rule: Azure's own error code where one is known, kebab-case otherwise. */
  readonly rule: string;
  /** What is wrong, in a sentence that names the objects. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
}

export type Severity = 'error' | 'warning';
