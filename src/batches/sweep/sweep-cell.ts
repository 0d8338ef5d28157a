import { z } from 'zod';
import { directionResults, isSameDirection } from '../../analysis/direction-results.ts';
import { decidedByText } from '../../analysis/recovery/phases.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { distributionOf } from '../../analysis/statistics/distribution.ts';
import { besideAzure } from '../../definition/azure/bgp.ts';
import { dpdTimeoutSeconds } from '../../definition/profile.ts';
import { type AttemptEnding, outcomeWords } from '../attempt.ts';
import { type Cell, cellTitle } from './grid.ts';

const ms = z.number();

const directionSchema = z.object({
  title: z.string(),
  values: z.array(ms.nullable()).describe('the longest outage of each trial; null: not recovered'),
  medianMs: ms.nullable().describe('null, here and below: it falls on a trial that did not recover'),
  maxMs: ms.nullable(),
  predicted: z.object({ minMs: ms, maxMs: ms }).nullable(),
  decidedBy: z
    .array(z.string())
    .exactOptional()
    .describe('what decided in each trial, and whose timer that is; each once. Absent: not recorded'),
});

export const sweepCellSchema = z.object({
  title: z.string(),
  timers: z
    .object({
      dpdSeconds: z
        .number()
        .describe('from the last packet until the peer counts as dead; the longest of all connections'),
      bgpKeepaliveSeconds: z.number(),
      bgpHoldSeconds: z.number(),
    })
    .nullable()
    .describe('that the lab really had; null: it did not run'),
  settings: z
    .record(z.string(), z.union([z.number(), z.boolean()]))
    .exactOptional()
    .describe('numbers of the profile that were varied, by their paths; absent: none'),
  besideAzure: z
    .enum(['flaps', 'differs'])
    .exactOptional()
    .describe(
      'The BGP timers were varied, and are not those that Azure keeps: a session with them flaps there, or has others. Absent: neither.',
    ),
  run: z.string().nullable().describe("folder of the run's results, within the sweep's; null: it made none"),
  problem: z.string().nullable().describe('why there is nothing, in the words of the run'),
  directions: z.array(directionSchema),
  worstMs: ms.nullable().describe('of all trials and directions; null: nothing measured, or not recovered'),
});

export type SweepCell = z.infer<typeof sweepCellSchema>;

/** The result of one combination of timers. */
export function sweepCell(cell: Cell, { attempt, result }: AttemptEnding): SweepCell {
  const directions = result ? directionsOf(result) : [];
  const beside = result && variesBgp(cell) ? besideAzure(result.timers.bgp) : undefined;
  const values = directions.flatMap((direction) => direction.values);
  return {
    title: cellTitle(cell),
    ...(cell.settings && { settings: cell.settings }),
    ...(beside && { besideAzure: beside }),
    timers: result
      ? {
          dpdSeconds: Math.max(...result.connections.map(({ dpd }) => dpdTimeoutSeconds(dpd))),
          bgpKeepaliveSeconds: result.timers.bgp.keepaliveSeconds,
          bgpHoldSeconds: result.timers.bgp.holdSeconds,
        }
      : null,
    run: attempt.run,
    problem: attempt.reason ?? (result ? null : outcomeWords[attempt.outcome]),
    directions,
    worstMs:
      values.length === 0 || values.includes(null) ? null : Math.max(...values.map((value) => value ?? 0)),
  };
}

const variesBgp = ({ bgp, settings = {} }: Cell): boolean =>
  bgp !== undefined || 'bgp.keepaliveSeconds' in settings || 'bgp.holdSeconds' in settings;

/** Why a combination was never tried. What an attempt says about itself has other words. */
const untried = { 'not-run': outcomeWords['not-run'], missing: 'its shard is missing' } as const;

/** A combination that was never tried: the sweep or its shard ended before it, or its shard is missing. */
export const untriedCell = (title: string, why: keyof typeof untried): SweepCell => ({
  title,
  timers: null,
  run: null,
  problem: untried[why],
  directions: [],
  worstMs: null,
});

export const isUntried = ({ run, problem }: Pick<SweepCell, 'run' | 'problem'>): boolean =>
  run === null && Object.values<string | null>(untried).includes(problem);

/** The trials of all targets together: the fault is the same, and the question is about the timers. */
function directionsOf({ series, trials }: RunResult): SweepCell['directions'] {
  const [first] = series;
  return (first?.directions ?? []).map((direction) => {
    const { from, to } = direction;
    const values = series.flatMap(({ directions }) =>
      directions.filter((own) => isSameDirection(own, direction)).flatMap(({ outage }) => outage.values),
    );
    const { medianMs, maxMs } = distributionOf(values);
    const results = trials.flatMap(directionResults).filter((own) => isSameDirection(own, direction));
    const prediction = results[0]?.prediction;
    const decided = results.flatMap(({ phases }) => (phases ? [decidedByText(phases)] : []));
    return {
      title: `${from} to ${to}`,
      values,
      medianMs,
      maxMs,
      decidedBy: [...new Set(decided)],
      predicted: prediction ? { minMs: prediction.minMs, maxMs: prediction.maxMs } : null,
    };
  });
}
