import type { RunResult } from '../analysis/run-result.ts';
import { dpdTimeoutSeconds } from '../definition/profile.ts';
import type { AttemptEnding } from '../suite/attempt-ending.ts';
import { type Cell, cellTitle } from './grid.ts';
import type { SweepCell } from './sweep-result.ts';

/** What came of one combination of timers. */
export function sweepCell(cell: Cell, { attempt, result }: AttemptEnding): SweepCell {
  const directions = result ? directionsOf(result) : [];
  const values = directions.flatMap((direction) => direction.values);
  return {
    title: cellTitle(cell),
    timers: result
      ? {
          dpdSeconds: dpdTimeoutSeconds(result.timers.dpd),
          bgpKeepaliveSeconds: result.timers.bgp.keepaliveSeconds,
          bgpHoldSeconds: result.timers.bgp.holdSeconds,
        }
      : null,
    run: attempt.run,
    problem: attempt.reason,
    directions,
    worstMs:
      values.length === 0 || values.includes(null) ? null : Math.max(...values.map((value) => value ?? 0)),
  };
}

/** The trials of all targets together: what breaks is the same, and the timers are what is asked about. */
function directionsOf({ series, trials }: RunResult): SweepCell['directions'] {
  const [first] = series;
  return (first?.directions ?? []).map(({ name, from, to }) => {
    const values = series.flatMap(({ directions }) =>
      directions.filter((own) => own.name === name).flatMap(({ outage }) => outage.values),
    );
    const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
    const middle = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0] as const;
    const prediction = trials
      .flatMap(({ directions }) => directions)
      .find((direction) => direction.name === name)?.prediction;
    return {
      title: `${from} to ${to}`,
      values,
      medianMs: finite((middle[0] + middle[1]) / 2),
      maxMs: finite(sorted.at(-1) ?? 0),
      predicted: prediction ? { minMs: prediction.minMs, maxMs: prediction.maxMs } : null,
    };
  });
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
