import type { RecordedEvent } from '../logs/recorded-event.ts';

/** A minute of the clock on the wall, and what was recorded in it, in the order of time. */
export interface Minute {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly events: readonly RecordedEvent[];
}

const minuteMs = 60_000;

/** All minutes from that of the first event to that of the last. */
export function minutesOf(events: readonly RecordedEvent[]): Minute[] {
  const sorted = [...events].sort((a, b) => a.utcMs - b.utcMs);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const begin = Math.floor(first.utcMs / minuteMs) * minuteMs;
  const count = Math.floor((last.utcMs - begin) / minuteMs) + 1;
  return Array.from({ length: count }, (_, index) => {
    const from = begin + index * minuteMs;
    return { from, events: sorted.filter(({ utcMs }) => utcMs >= from && utcMs < from + minuteMs) };
  });
}

/**
 * The packets that a port of a node carried in the last of some minutes. Its counter begins at 0 with the node: a counter
 * that went down belongs to a node that was replaced.
 */
export function packetsIn(minutes: readonly Minute[], node: string, port: string, way: 'in' | 'out'): number {
  const counts = (minute: Minute | undefined) =>
    (minute?.events ?? []).flatMap(({ event }) =>
      event.kind === 'counters' && event.node === node && event.interface === port ? [event[way]] : [],
    );
  const earlier = minutes.slice(0, -1).flatMap(counts).at(-1) ?? 0;
  let [total, before] = [0, earlier];
  for (const count of counts(minutes.at(-1))) {
    total += count >= before ? count - before : count;
    before = count;
  }
  return total;
}

/** Whether a BGP session of a node was up at the end of the last of some minutes. */
export function atTheEnd(minutes: readonly Minute[], node: string, neighbor: string): boolean {
  const changes = minutes.flatMap(({ events }) =>
    events.flatMap(({ event }) =>
      event.kind === 'bgp' && event.node === node && event.neighbor === neighbor ? [event.up] : [],
    ),
  );
  return changes.at(-1) ?? false;
}
