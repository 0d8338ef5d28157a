import { type Settings, settingsText } from '../../definition/settings.ts';
import type { TimerChanges } from '../../definition/timers.ts';

type BgpTimers = NonNullable<TimerChanges['bgp']>;

/** Values to try for each timer; a timer without any stays as it is. */
export interface Variations {
  /** DPD timeout in seconds. */
  readonly dpd: readonly number[];
  readonly bgp: readonly BgpTimers[];
  /** Other numbers of a profile, by their paths. */
  readonly settings?: readonly {
    readonly path: string;
    readonly values: readonly (number | boolean)[];
  }[];
}

/** One combination of timers to try. */
export interface Cell {
  readonly dpd?: number;
  readonly bgp?: BgpTimers;
  readonly settings?: Settings;
}

/** Every combination, in the order of the values given; what is set by its path changes slowest, then BGP timers. */
export function gridOf({ dpd, bgp, settings = [] }: Variations): Cell[] {
  const orAsIs = <Value>(values: readonly Value[]): readonly (Value | undefined)[] =>
    values.length === 0 ? [undefined] : values;
  const sets = settings.reduce<readonly Settings[]>(
    (all, { path, values }) => all.flatMap((own) => values.map((value) => ({ ...own, [path]: value }))),
    [{}],
  );
  return sets.flatMap((own) =>
    orAsIs(bgp).flatMap((timers) =>
      orAsIs(dpd).map((seconds) => ({
        ...(seconds !== undefined && { dpd: seconds }),
        ...(timers && { bgp: timers }),
        ...(settings.length > 0 && { settings: own }),
      })),
    ),
  );
}

/** The timers of a combination, as changes of a profile. */
export const cellTimers = ({ dpd, bgp }: Cell): TimerChanges => ({
  ...(dpd !== undefined && { dpdTimeoutSeconds: dpd }),
  ...(bgp && { bgp }),
});

/** "DPD 9 s, BGP 3/9 s", "healthProbe.intervalMs=500". */
export const cellTitle = ({ dpd, bgp, settings }: Cell): string =>
  [
    ...(settings ? [settingsText(settings)] : []),
    ...(dpd === undefined ? [] : [`DPD ${dpd} s`]),
    ...(bgp ? [`BGP ${bgp.keepaliveSeconds}/${bgp.holdSeconds} s`] : []),
  ].join(', ');
