import { counted } from '../../../base/counted.ts';
import { listed } from '../../../base/listed.ts';
import type { PageEvent } from '../state/page-events.ts';

/** Events that are shown as one line: routes that changed together, or one event alone. */
export interface Burst {
  /** The first of them. */
  readonly first: PageEvent;
  readonly events: readonly PageEvent[];
}

/** Milliseconds: a kernel takes so long at most for the routes of one cause, on all nodes. */
const togetherMs = 500;
/** So few lines hide nothing. */
const fewest = 3;

/**
 * A session that goes down takes many routes with it. They become one line, so that the lines about tunnels, sessions and
 * redundancy are seen between them.
 *
 * @param events the oldest first
 */
export function burstsOf(events: readonly PageEvent[]): readonly Burst[] {
  const bursts: { readonly first: PageEvent; readonly events: PageEvent[] }[] = [];
  let open: (typeof bursts)[number] | undefined;
  for (const event of events) {
    if (event.routeOn === undefined) bursts.push({ first: event, events: [event] });
    else if (open && event.atMs - open.first.atMs <= togetherMs) open.events.push(event);
    else {
      open = { first: event, events: [event] };
      bursts.push(open);
    }
  }
  return bursts.flatMap((burst) =>
    burst.events.length < fewest ? burst.events.map((event) => ({ first: event, events: [event] })) : [burst],
  );
}

/** "9 route changes on device1, device2: 5 without all of their next hops, 4 with all of them". */
export function burstText({ events }: Burst): string {
  const nodes = [...new Set(events.flatMap(({ routeOn }) => (routeOn === undefined ? [] : [routeOn])))];
  const whole = events.filter(({ tone }) => tone === 'good').length;
  const parts = [
    ...(whole < events.length ? [`${events.length - whole} without all of their next hops`] : []),
    ...(whole > 0 ? [`${whole} with all of them`] : []),
  ];
  return `${counted(events.length, 'route change')} on ${listed(nodes)}: ${parts.join(', ')}`;
}

/** What it ended with. */
export const burstTone = ({ events, first }: Burst): PageEvent['tone'] => (events.at(-1) ?? first).tone;
