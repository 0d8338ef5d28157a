/** The data that the client of a sweep's page draws, embedded into the page as JSON: what every combination measured. */
export interface SweepModel {
  /** Null: no limit was given. */
  readonly limitSeconds: number | null;
  readonly cells: readonly {
    readonly title: string;
    /** Empty: the combination measured nothing. */
    readonly directions: readonly SweepDirection[];
  }[];
}

interface SweepDirection {
  /** The longest outage of each trial in milliseconds; null: the trial did not recover. */
  readonly values: readonly (number | null)[];
  readonly medianMs: number | null;
  readonly predicted: { readonly minMs: number; readonly maxMs: number } | null;
}
