/** Outward is away from Azure; between two virtual networks, from the first one to the other. */
export type DirectionName = 'outward' | 'return';

/** Where the traffic of a direction comes from and goes to, in words: "Azure" and "site", or two virtual networks. */
export interface DirectionLabels {
  readonly from: string;
  readonly to: string;
}
