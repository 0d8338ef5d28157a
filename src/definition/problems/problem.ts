/** Something in a lab file that is wrong (`error`: the lab is refused) or doubtful (`warning`). */
export interface Problem {
  /** The file as it was named by whoever asked to read it. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  readonly severity: Severity;
  /** Stable name of the rule: Azure's own error code where one is known, kebab-case otherwise. */
  readonly rule: string;
  /** What is wrong, in a sentence that names the objects. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
}

export type Severity = 'error' | 'warning';
