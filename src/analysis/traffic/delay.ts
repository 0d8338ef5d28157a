import { z } from 'zod';
import { msFromNs } from '../../base/milliseconds.ts';
import type { FlowObservations } from '../../observations/direction.ts';
import { Histogram } from '../statistics/histogram.ts';

const ms = z.number();

export const delaySchema = z
  .object({ medianMs: ms, p99Ms: ms, maxMs: ms })
  .readonly()
  .describe('One-way delay of the packets that arrived (RFC 7679), late ones included.');

export type DelaySummary = z.infer<typeof delaySchema>;

/** Delay of the packets that were sent between two moments (ns); null if none of them arrived. */
export function delaySummary(
  flows: readonly FlowObservations[],
  span: { readonly from: number; readonly to: number },
): DelaySummary | null {
  const histogram = new Histogram();
  for (const { sent, received } of flows) {
    for (let index = 0; index < sent.length; index += 1) {
      const at = sent[index] ?? Number.NaN;
      const delay = (received[index] ?? Number.NaN) - at;
      if (at >= span.from && at <= span.to && !Number.isNaN(delay)) histogram.add(delay);
    }
  }
  const [median, p99, max] = [histogram.quantile(0.5), histogram.quantile(0.99), histogram.max];
  if (median === undefined || p99 === undefined || max === undefined) return null;
  return { medianMs: msFromNs(median), p99Ms: msFromNs(p99), maxMs: msFromNs(max) };
}

/** Packets of a flow that arrived after one that was sent later (RFC 4737, 3.3), among those sent in the window. */
export function reordered(
  flow: FlowObservations,
  window: { readonly from: number; readonly to: number },
): number {
  let earliestLater = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let index = flow.sent.length - 1; index >= 0; index -= 1) {
    const at = flow.sent[index] ?? Number.NaN;
    const arrived = flow.received[index] ?? Number.NaN;
    if (!(at >= window.from && at <= window.to) || Number.isNaN(arrived)) continue;
    if (arrived > earliestLater) count += 1;
    else earliestLater = arrived;
  }
  return count;
}
