import type { AppliedFault } from '../../observations/applied-fault.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { Detection } from './detection.ts';
import type { DirectionOfPair, EventContext } from './recovery-map.ts';

/** A fault that was applied, and what it meant. */
export interface EventWithMeaning {
  readonly applied: AppliedFault;
  readonly context: EventContext;
}

/**
 * The last time between two moments (ns) at which a fault was undone that had cut a path, or that is the one looked at:
 * flows that are back only after that may owe it to the repair. Undefined: nothing was undone.
 *
 * @param own the fault whose recovery is looked at
 */
export function repairIn(
  { pair, name }: DirectionOfPair,
  path: string | undefined,
  events: readonly EventWithMeaning[],
  own: EventContext,
  span: { readonly from: number; readonly to: number },
): Detection | undefined {
  const tunnels = path === undefined ? [] : tunnelsOf(path);
  const concerns = ({ recovery }: EventContext) =>
    recovery.some(
      (point) =>
        point.pair === pair &&
        point.direction === name &&
        point.tunnels.some((tunnel) => tunnels.includes(tunnel)),
    );
  let last: Detection | undefined;
  for (const { applied, context } of events) {
    const { undoneAt: time, fault, target, away } = applied;
    // A machine that comes back is no repair: Azure or its site replaces it.
    if (away.length > 0) continue;
    if (time === undefined || time < span.from || time > span.to) continue;
    if (context !== own && !concerns(context)) continue;
    if (last === undefined || time > last.time) {
      last = { time, mechanism: 'repair', node: target, text: `${fault} of ${target} is undone` };
    }
  }
  return last;
}
