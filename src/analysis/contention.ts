import type { DirectionObservations, Observations } from '../experiment/observations.ts';
import { Histogram } from './histogram.ts';
import { msFromNs, nsPerMs } from './milliseconds.ts';

/** Above this lateness of the sender (p99.9) a trial is contended (facts/measuring-recovery.md 6). */
export const contendedLatenessMs = 10;

/** How late packets left, against the sender's fixed schedule: a measure of how busy the machine was. */
export interface Contention {
  readonly senders: readonly SenderLateness[];
  /** The sender was later than 10 ms with more than one packet in 1000, in one direction at least. */
  readonly contended: boolean;
}

export interface SenderLateness {
  readonly direction: DirectionObservations['name'];
  readonly node: string;
  /** null: no packet was sent in the window. */
  readonly latenessP999Ms: number | null;
  readonly latenessMaxMs: number | null;
}

/** Lateness of every direction's sender. It widens the brackets of an outage and is never a part of it. */
export function contention(
  directions: readonly DirectionObservations[],
  window: Observations['window'],
): Contention {
  const measured = directions.map((direction) => ({ direction, histogram: lateness(direction, window) }));
  const limit = contendedLatenessMs * nsPerMs;
  return {
    senders: measured.map(({ direction, histogram }) => ({
      direction: direction.name,
      node: direction.sender,
      latenessP999Ms: msOrNull(histogram.quantile(0.999)),
      latenessMaxMs: msOrNull(histogram.max),
    })),
    contended: measured.some(({ histogram }) => (histogram.quantile(0.999) ?? 0) > limit),
  };
}

/**
 * Senders keep an absolute schedule, packet k at `start + k/rate`, so a flow's start is what its most punctual
 * packet says: its lateness is taken as 0.
 */
function lateness(direction: DirectionObservations, window: Observations['window']): Histogram {
  const interval = 1e9 / direction.ratePerFlow;
  const histogram = new Histogram();
  for (const { sent } of direction.flows) {
    let start = Number.POSITIVE_INFINITY;
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      if (at >= window.from && at <= window.to) start = Math.min(start, at - index * interval);
    }
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      if (at >= window.from && at <= window.to) histogram.add(at - index * interval - start);
    }
  }
  return histogram;
}

function msOrNull(ns: number | undefined): number | null {
  return ns === undefined ? null : msFromNs(ns);
}
