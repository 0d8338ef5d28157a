import type { Cause } from '../analysis/outages/cause.ts';
import { allHits, directionHits, poolsOf } from '../analysis/outages/direction-hits.ts';
import type { Hit } from '../analysis/outages/hits.ts';
import { lengthOf, lossPeriods } from '../analysis/outages/loss-periods.ts';
import { measured } from '../analysis/outages/outage.ts';
import { latestIn } from '../analysis/quality/lateness.ts';
import { type Bracket, sum } from '../base/bracket.ts';
import { msFromNs, nsPerMs } from '../base/milliseconds.ts';
import type { Stretch } from '../base/stretch.ts';
import type { DirectionObservations, FlowObservations } from '../observations/direction.ts';
import type { Observations } from '../observations/observations.ts';
import { tunnelsOf } from '../observations/tunnel-path.ts';
import type { HeldBack, Injected, Undisturbed } from './calibration.ts';
import type { Extent } from './injection.ts';

/** What was injected into one direction. All times are in nanoseconds since the epoch of the observations. */
export interface Truth {
  /** When the kernel started and stopped dropping. */
  readonly outage: Stretch;
  /** Losses in this stretch belong to this injection. It ends halfway to the injections before and after it. */
  readonly window: Stretch;
  readonly extent: Extent;
  readonly bothWays: boolean;
  /** Tunnels in which packets were dropped. */
  readonly tunnels: readonly string[];
  readonly dropped: number;
  readonly captureNs: number | undefined;
}

/** A bracket may miss the truth by this much, because packets are not stamped where they are lost. */
const bracketMarginNs = 0.05 * nsPerMs;

/** Compares what a run would have measured of an outage with the truth, in one direction. */
export function judgeInjected(direction: DirectionObservations, truth: Truth, thresholdMs: number): Injected {
  const { outage, window, extent, bothWays, tunnels, dropped, captureNs } = truth;
  const length = outage.to - outage.from;
  const hits = directionHits(direction, beginningAt(outage.from, window), {
    causes: [cause(outage.from)],
    delayThresholdMs: thresholdMs,
  });
  const own = direction.flows.filter((flow) => isOn(flow, tunnels));
  const expected = hits.events.flatMap((event) => event.outage).filter(({ flow }) => own.includes(flow));
  const flowsHit = [...new Set(expected.map(({ flow }) => flow))];
  const flowLengths = flowsHit.map((flow) => sum(lengthsOf(expected, flow, window)));
  const poolLengths = poolsOf(hits)
    .filter((pool) => pool.hits.some(({ flow }) => own.includes(flow)))
    .map((pool) => within(pool.length, window));
  const pooled = farthest(poolLengths, length);
  const flow = farthest(flowLengths, length);
  const all = allHits(hits);
  return {
    lengthMs: msFromNs(length),
    extent,
    bothWays,
    direction: direction.name,
    from: direction.from,
    to: direction.to,
    paths: [...tunnels],
    flowsOnPaths: own.length,
    flowsHit: flowsHit.length,
    pooled: pooled ? { ...measured(pooled), errorMs: errorMs(pooled, length) } : null,
    flowErrorMs: flow ? errorMs(flow, length) : null,
    outsideBracket: [...poolLengths, ...flowLengths].filter(
      ({ lower, upper }) => length < lower - bracketMarginNs || length > upper + bracketMarginNs,
    ).length,
    lost: all.reduce((total, { period }) => total + period.lost, 0),
    dropped,
    unexpected: all.length - flowsHit.length,
    captureMs: captureNs === undefined ? null : msFromNs(captureNs),
    latenessMaxMs: msFromNs(Math.max(...latestIn(direction, window, [outage]))),
  };
}

/** The packets held back in one direction, from the earliest possible moment to the latest. */
export interface HoldTruth {
  readonly tunnel: string;
  readonly frozen: Stretch;
  readonly thawed: Stretch;
  readonly window: Stretch;
}

/**
 * Compares the lateness of held packets with the truth: the packets that waited longer than the threshold were sent
 * during the time held, less the threshold.
 */
export function judgeHeld(direction: DirectionObservations, truth: HoldTruth, thresholdMs: number): HeldBack {
  const { tunnel, frozen, thawed, window } = truth;
  const hits = directionHits(direction, beginningAt(frozen.from, window), {
    causes: [cause(frozen.from)],
    delayThresholdMs: thresholdMs,
  });
  const own = direction.flows.filter((flow) => isOn(flow, [tunnel]));
  const all = allHits(hits);
  const lengths = own
    .map((flow) => lengthsOf(all, flow, window))
    .filter((brackets) => brackets.length > 0)
    .map((brackets) => measured(sum(brackets)).estimateMs)
    .sort((a, b) => a - b);
  const [leastMs, mostMs] = [msFromNs(thawed.from - frozen.to), msFromNs(thawed.to - frozen.from)];
  return {
    direction: direction.name,
    from: direction.from,
    to: direction.to,
    tunnel,
    leastMs,
    mostMs,
    flowsOnPaths: own.length,
    flowsHit: lengths.length,
    lost: all.reduce((total, { period }) => total + period.lost, 0),
    thresholdMs,
    late: all.reduce((total, { period }) => total + period.late, 0),
    estimateMs: lengths[lengths.length >> 1] ?? null,
    expectedMs: (leastMs + mostMs) / 2 - thresholdMs,
  };
}

/** Counts the false outages of a stretch without an injection. */
export function judgeUndisturbed(
  directions: readonly DirectionObservations[],
  window: Stretch,
  thresholdMs: number,
): Undisturbed {
  const flows = directions.flatMap((direction) => direction.flows);
  const periods = flows.flatMap((flow) => lossPeriods(flow, window, thresholdMs));
  const inside = (at: number) => at >= window.from && at <= window.to;
  return {
    seconds: (window.to - window.from) / 1e9,
    packets: flows.reduce((total, { sent }) => total + sent.reduce((n, at) => n + Number(inside(at)), 0), 0),
    lossPeriods: periods.length,
    lost: periods.reduce((total, { lost }) => total + lost, 0),
    late: periods.reduce((total, { late }) => total + late, 0),
  };
}

/** Observations as a run has them: it knows when its fault began, and nothing else of the truth. */
const beginningAt = (t0: number, window: Stretch): Pick<Observations, 't0' | 'window'> => ({
  t0: { lower: t0, upper: t0 },
  window,
});

const cause = (appliedAt: number): Cause => ({
  appliedAt,
  undoneFrom: Number.POSITIVE_INFINITY,
  aftermath: [],
  tunnels: [],
  lasting: false,
});

function isOn({ tunnelBefore }: FlowObservations, tunnels: readonly string[]): boolean {
  return tunnelBefore !== undefined && tunnelsOf(tunnelBefore).some((tunnel) => tunnels.includes(tunnel));
}

const lengthsOf = (hits: readonly Hit[], of: FlowObservations, window: Stretch): Bracket[] =>
  hits.filter(({ flow }) => flow === of).map(({ period }) => within(lengthOf(period), window));

/** What had not ended with the window lasted as long as that at most, as far as it was watched. */
const within = ({ lower, upper }: Bracket, { from, to }: Stretch): Bracket => ({
  lower,
  upper: Math.min(upper, to - from),
});

const errorMs = (bracket: Bracket, truth: number): number => measured(bracket).estimateMs - msFromNs(truth);

/** The bracket whose middle is farthest from the truth. */
function farthest(brackets: readonly Bracket[], truth: number): Bracket | undefined {
  const distance = (bracket: Bracket) => Math.abs(errorMs(bracket, truth));
  return brackets.reduce<Bracket | undefined>(
    (worst, bracket) => (worst === undefined || distance(bracket) > distance(worst) ? bracket : worst),
    undefined,
  );
}
