import type { FaultParameters } from '../../definition/fault-parameters.ts';

/** A fault to ask for; without a target it takes its usual one. */
export interface FaultWish {
  readonly fault: string;
  readonly target?: string | undefined;
  readonly parameters: FaultParameters;
}
