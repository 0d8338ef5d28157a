/** A part of the time, from one moment to another, in nanoseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
