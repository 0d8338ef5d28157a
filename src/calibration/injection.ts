import type { DirectionName } from '../topology/direction.ts';

/** An outage of known length to inject. */
export interface Injection {
  readonly lengthMs: number;
  /** One tunnel, all tunnels or none. For none, the window drops packets to a port that no flow uses. */
  readonly extent: Extent;
  readonly directions: readonly DirectionName[];
}

export type Extent = 'one path' | 'all paths' | 'no path';

/** Milliseconds, from shorter than any failover to as long as routing takes. */
const lengths = [50, 200, 500, 2000, 10_000] as const;
/** The lengths of the quick form, which takes half a minute. */
const quickLengths = [50, 200, 500] as const;

const ways: readonly (readonly DirectionName[])[] = [['outward'], ['return'], ['outward', 'return']];

/**
 * Every length on one path and on all paths, each way and both ways at once, and a negative control, which must not be
 * measured. The quick form has only both ways at once.
 */
export function plannedInjections({ quick }: { readonly quick: boolean }): Injection[] {
  const own = quick ? quickLengths : lengths;
  const directions = quick ? ways.slice(-1) : ways;
  return [
    ...own.flatMap((lengthMs) =>
      directions.flatMap((way) =>
        (['one path', 'all paths'] as const).map((extent) => ({ lengthMs, extent, directions: way })),
      ),
    ),
    { lengthMs: 500, extent: 'no path', directions: ['outward', 'return'] },
  ];
}
