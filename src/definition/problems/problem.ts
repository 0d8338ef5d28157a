import type { Position } from '../sources/position.ts';

/** A mistake (`error`: the lab is refused) or a doubt (`warning`) about a definition, with its place. */
export interface Problem extends Position {
  readonly severity: Severity;
  /** Stable name of the rule: Azure's own error code where one is known, kebab-case otherwise. */
  readonly rule: string;
  /** The problem, in a sentence that names the objects. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
}

export type Severity = 'error' | 'warning';
