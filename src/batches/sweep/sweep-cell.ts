import type { RunResult } from '../../analysis/run-result.ts';
import { distributionOf } from '../../analysis/statistics/distribution.ts';
import { dpdTimeoutSeconds } from '../../definition/profile.ts';
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
          dpdSeconds: Math.max(...result.connections.map(({ dpd }) => dpdTimeoutSeconds(dpd))),
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
    const { medianMs, maxMs } = distributionOf(values);
    const prediction = trials
      .flatMap(({ directions }) => directions)
      .find((direction) => direction.name === name)?.prediction;
    return {
      title: `${from} to ${to}`,
      values,
      medianMs,
      maxMs,
      predicted: prediction ? { minMs: prediction.minMs, maxMs: prediction.maxMs } : null,
    };
  });
}
