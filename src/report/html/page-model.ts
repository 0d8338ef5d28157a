/**
 * The data that the client of a report's page draws, embedded into the page as JSON. Times are milliseconds from T0 of
 * the trial.
 */
export interface PageModel {
  readonly trials: readonly PageTrial[];
  readonly series: readonly PageSeries[];
}

export interface PageTrial {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly directions: readonly PageDirection[];
  readonly events: readonly PageEvent[];
  readonly tunnels: readonly PageTunnel[];
}

export interface PageDirection {
  readonly title: string;
  readonly flows: number;
  /** Loss periods: the flow, the first and the last packet that was impaired, and whether it is a second hit. */
  readonly gaps: readonly (readonly [flow: number, from: number, to: number, second: boolean])[];
  /** Loss periods that are not drawn: the shortest ones, where there are too many. */
  readonly gapsOmitted: number;
}

/** In the order in which they are drawn, from above. */
export const lanes = ['Fault', 'Machines', 'Addresses', 'IKE', 'BFD', 'BGP', 'Routes'] as const;
export type Lane = (typeof lanes)[number];

export interface PageEvent {
  readonly at: number;
  readonly lane: Lane;
  readonly node: string;
  readonly text: string;
  /** Something came up, went down, or only changed. */
  readonly sense: 'up' | 'down' | 'change';
}

export interface PageTunnel {
  readonly name: string;
  /** Packets a second that went through it, both ways together. */
  readonly rates: readonly (readonly [at: number, packetsPerSecond: number])[];
}

/** A figure of all trials of a target. */
export interface PageSeries {
  readonly title: string;
  /** Null: not recovered. */
  readonly values: readonly (number | null)[];
  readonly median: number | null;
  readonly interval: { readonly lower: number | null; readonly upper: number | null } | null;
}
