import type { Stretch } from '../../base/stretch.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import { jitterToleranceNs } from '../outages/jitter-tolerance.ts';
import { Histogram } from '../statistics/histogram.ts';

/** How late the packets of a direction that were sent in the window left, in ns. */
export function lateness(direction: DirectionObservations, window: Stretch): Histogram {
  const histogram = new Histogram();
  eachDeparture(direction, window, (due, at) => histogram.add(at - due));
  return histogram;
}

/**
 * By how many ns the latest packet left late for each stretch of the window: one that was due or sent in it, or waited all
 * the time. 0: none was later than {@link jitterToleranceNs}.
 */
export function latestIn(
  direction: DirectionObservations,
  window: Stretch,
  stretches: readonly Stretch[],
): readonly number[] {
  // Few packets are late, so that they can be held against many stretches.
  const late: Stretch[] = [];
  eachDeparture(direction, window, (due, at) => {
    if (at - due > jitterToleranceNs) late.push({ from: due, to: at });
  });
  return stretches.map(({ from, to }) =>
    late.reduce(
      (most, own) => (own.to >= from && own.from <= to ? Math.max(most, own.to - own.from) : most),
      0,
    ),
  );
}

/**
 * Senders keep an absolute schedule, packet k at `start + k/rate`, so a flow's start is what its most punctual
 * packet says: its lateness is taken as 0.
 */
function eachDeparture(
  { ratePerFlow, flows }: DirectionObservations,
  { from, to }: Stretch,
  visit: (due: number, at: number) => void,
): void {
  const interval = 1e9 / ratePerFlow;
  for (const { sent } of flows) {
    let start = Number.POSITIVE_INFINITY;
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      if (at >= from && at <= to) start = Math.min(start, at - index * interval);
    }
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      if (at >= from && at <= to) visit(start + index * interval, at);
    }
  }
}
