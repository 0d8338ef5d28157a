import type { Missing } from '../lab/redundancy/missing.ts';
import type { DirectionLabels } from '../topology/direction.ts';

/** How far a trial has come. */
export type TrialStep =
  | { readonly step: 'traffic'; readonly attempt: number }
  | { readonly step: 'settling'; readonly seconds: number }
  | { readonly step: 'fault'; readonly name: string; readonly target: string }
  | {
      readonly step: 'watching';
      readonly seconds: number;
      readonly silent: readonly SilentFlows[];
      readonly missing: readonly Missing[];
    }
  | { readonly step: 'collecting' };

/** Flows of one direction whose packets do not arrive at the moment. */
export interface SilentFlows extends DirectionLabels {
  readonly flows: number;
}
