/** Outward is away from Azure; between two virtual networks, from the first one to the other. */
export const directionNames = ['outward', 'return'] as const;
export type DirectionName = (typeof directionNames)[number];

/** Source and destination of a direction's traffic, in words: "Azure" and "site", or two virtual networks. */
export interface DirectionLabels {
  readonly from: string;
  readonly to: string;
}
