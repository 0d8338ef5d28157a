import { nsPerMs } from '../../base/milliseconds.ts';
import type { Observations } from '../../observations/observations.ts';
import type { DirectionHits } from '../outages/direction-hits.ts';
import type { Hit } from '../outages/hits.ts';

/** Packets of one direction. */
export interface Impaired {
  readonly lost: number;
  readonly late: number;
}

/**
 * Counts the packets that were impaired before the fault. A packet may be in flight for as long as the delay threshold.
 * In a loss period that reaches beyond T0, a packet therefore only counts if it was sent earlier than that before T0.
 */
export function impairedBefore(
  { before, events }: Pick<DirectionHits, 'before' | 'events'>,
  { t0 }: Pick<Observations, 't0'>,
  delayThresholdMs: number,
): Impaired {
  const inFlightFrom = t0.lower - delayThresholdMs * nsPerMs;
  const counts = { lost: 0, late: 0 };
  const add = ({ flow, period }: Hit, until: number) => {
    for (let index = period.firstIndex; index <= period.lastIndex; index += 1) {
      if ((flow.sent[index] ?? Number.NaN) >= until) break;
      counts[Number.isNaN(flow.received[index] ?? Number.NaN) ? 'lost' : 'late'] += 1;
    }
  };
  for (const hit of before) add(hit, Number.POSITIVE_INFINITY);
  for (const hit of events.flatMap(({ outage }) => outage)) add(hit, inFlightFrom);
  return counts;
}
