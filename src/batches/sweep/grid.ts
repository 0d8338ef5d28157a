import type { TimerChanges } from '../../definition/timers.ts';

type BgpTimers = NonNullable<TimerChanges['bgp']>;

/** Values to try for each timer; a timer without any stays as it is. */
export interface Variations {
  /** DPD timeout in seconds. */
  readonly dpd: readonly number[];
  readonly bgp: readonly BgpTimers[];
}

/** One combination of timers to try. */
export interface Cell {
  readonly dpd?: number;
  readonly bgp?: BgpTimers;
}

/** Every combination, in the order of the values given; BGP timers change slowest. */
export function gridOf({ dpd, bgp }: Variations): Cell[] {
  const orAsIs = <Value>(values: readonly Value[]): readonly (Value | undefined)[] =>
    values.length === 0 ? [undefined] : values;
  return orAsIs(bgp).flatMap((timers) =>
    orAsIs(dpd).map((seconds) => ({
      ...(seconds !== undefined && { dpd: seconds }),
      ...(timers && { bgp: timers }),
    })),
  );
}

/** The timers of a combination, as changes of a profile. */
export const cellTimers = ({ dpd, bgp }: Cell): TimerChanges => ({
  ...(dpd !== undefined && { dpdTimeoutSeconds: dpd }),
  ...(bgp && { bgp }),
});

/** "DPD 9 s, BGP 3/9 s". */
export const cellTitle = ({ dpd, bgp }: Cell): string =>
  [
    ...(dpd === undefined ? [] : [`DPD ${dpd} s`]),
    ...(bgp ? [`BGP ${bgp.keepaliveSeconds}/${bgp.holdSeconds} s`] : []),
  ].join(', ');
