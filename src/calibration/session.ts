import type { DirectionObservations } from '../observations/direction.ts';
import type { Captures } from './capture.ts';
import type { Dropped } from './drop-window.ts';
import type { Held } from './hold.ts';
import type { Injection } from './injection.ts';

/** Everything recorded during a calibration. Times are nanoseconds of CLOCK_MONOTONIC unless said otherwise. */
export interface Session {
  /** Times in nanoseconds since the epoch. */
  readonly directions: readonly DirectionObservations[];
  readonly epoch: bigint;
  readonly done: readonly DoneInjection[];
  /** Absent: no packets could be held back. */
  readonly held: Held | undefined;
  readonly undisturbed: { readonly from: bigint; readonly to: bigint };
  readonly captures: Captures;
}

/** An outage as it was injected; times in nanoseconds of CLOCK_MONOTONIC. */
export interface DoneInjection {
  readonly injection: Injection;
  readonly tunnels: readonly string[];
  readonly start: bigint;
  readonly end: bigint;
  readonly dropped: Dropped;
}
