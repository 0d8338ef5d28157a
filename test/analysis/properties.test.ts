import test from 'ava';
import fc from 'fast-check';
import { analyse } from '../../src/analysis/analyse.ts';
import { defaultDelayThresholdMs, lengthOf, lossPeriods } from '../../src/analysis/outages/loss-periods.ts';
import type { Bracket } from '../../src/base/bracket.ts';
import { directionsOf, type Observations } from '../../src/observations/observations.ts';
import { changed, contains, directionOf, resultOf } from './results.ts';
import { context, crash, type Disturbance, ms, observe, type Scenario, tunnels } from './synthetic.ts';

const outageMs = fc.double({ min: 25, max: 6000, noNaN: true });
const startMs = fc.double({ min: 5000, max: 6000, noNaN: true });

const scenario: fc.Arbitrary<Partial<Scenario>> = fc.record({
  flows: fc.integer({ min: 4, max: 24 }),
  rate: fc.constantFrom(50, 100, 250),
  jitter: fc.integer({ min: 0, max: ms(3) }),
  seed: fc.integer(),
  durationMs: fc.constant(14_000),
});

/** A different outage on each of the failed instance's tunnels, from the same moment. */
const outages = fc
  .tuple(startMs, outageMs, outageMs)
  .map(([start, first, second]): readonly [Disturbance, Disturbance] => {
    const from = Math.round(ms(start));
    const of = (path: string, length: number): Disturbance => ({
      direction: 'return',
      path,
      from,
      to: from + Math.round(ms(length)),
    });
    return [of(tunnels[0], first), of(tunnels[1], second)];
  });

const lengthMs = ({ from, to }: Disturbance): number => (to - from) / 1e6;

test('the bracket of every flow, of every pool and of the headline holds the true outage', (t) => {
  fc.assert(
    fc.property(scenario, outages, (changes, disturbances) => {
      const result = directionOf(resultOf({ ...changes, disturbances }), 'return');
      const [first, second] = disturbances.map(lengthMs);
      const truths = new Map<string, number>([
        [tunnels[0], first ?? 0],
        [tunnels[1], second ?? 0],
      ]);
      for (const pool of result.pooled) {
        t.true(contains(pool.outage, truths.get(pool.path ?? '') ?? 0));
      }
      t.true(contains(result.outage, Math.max(...truths.values())));
      t.true(contains(result.outagePerFlow?.min ?? null, Math.min(...truths.values())));
      t.true(contains(result.outagePerFlow?.max ?? null, Math.max(...truths.values())));
      const t0 = 5000;
      const trueBack = Math.max(...disturbances.map(({ to }) => to / 1e6)) - t0;
      const back = result.lastFlowBack ?? { estimateMs: Number.NaN, halfWidthMs: 0 };
      t.true(contains({ state: 'measured', ...back }, trueBack));
    }),
    { numRuns: 60 },
  );
});

test('a flow by itself is known to within one interval each way when its sender is punctual', (t) => {
  fc.assert(
    fc.property(fc.integer(), startMs, outageMs, (seed, start, length) => {
      const from = Math.round(ms(start));
      const to = from + Math.round(ms(length));
      const observations = observe({
        seed,
        flows: 1,
        jitter: 0,
        disturbances: [{ direction: 'outward', from, to }],
      });
      const flow = directionsOf(observations)[0]?.flows[0];
      const periods = flow ? lossPeriods(flow, observations.window, defaultDelayThresholdMs) : [];
      t.is(periods.length, 1);
      for (const bracket of periods.map(lengthOf)) {
        t.true(bracket.lower <= to - from && to - from <= bracket.upper);
        t.is(bracket.upper - bracket.lower, ms(20));
      }
    }),
    { numRuns: 50 },
  );
});

test('flows on other paths are never hit', (t) => {
  fc.assert(
    fc.property(scenario, outages, (changes, disturbances) => {
      const result = resultOf({ ...changes, disturbances });
      const failed: readonly string[] = [tunnels[0], tunnels[1]];
      const expected = directionsOf(observe({ ...changes, disturbances }))[1]?.flows.filter(
        ({ tunnelBefore }) => failed.includes(tunnelBefore ?? ''),
      );
      const back = directionOf(result, 'return');
      t.is(directionOf(result, 'outward').flowsHit, 0);
      const hit = [...new Set(back.lossPeriods.map(({ flow }) => flow))].sort((a, b) => a - b);
      t.deepEqual(
        hit,
        expected?.map(({ index }) => index),
      );
    }),
    { numRuns: 30 },
  );
});

test('a shift of the epoch changes nothing', (t) => {
  const observations = observe(crash());
  const result = analyse(observations, context);
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), (by) => {
      t.deepEqual(analyse(shifted(observations, by), context), result);
    }),
    { numRuns: 15 },
  );
});

test('the order of flows and of events changes nothing', (t) => {
  const observations = observe(crash());
  const result = analyse(observations, context);
  const orders = fc.shuffledSubarray([...Array(16).keys()], { minLength: 16 });
  const events = fc.shuffledSubarray([...observations.nodeEvents], {
    minLength: observations.nodeEvents.length,
  });
  fc.assert(
    fc.property(orders, events, (order, shuffled) => {
      const reordered = changed(observations, (direction) => ({
        ...direction,
        flows: order.flatMap((index) => direction.flows[index] ?? []),
      }));
      t.deepEqual(analyse({ ...reordered, nodeEvents: shuffled }, context), result);
    }),
    { numRuns: 15 },
  );
});

function shifted(observations: Observations, by: number): Observations {
  const { t0, window, events, nodeEvents, redundancyRestored = 0 } = observations;
  const moved = ({ lower, upper }: Bracket) => ({ lower: lower + by, upper: upper + by });
  return {
    ...changed(observations, (direction) => ({
      ...direction,
      flows: direction.flows.map((flow) => ({
        ...flow,
        sent: flow.sent.map((at) => at + by),
        received: flow.received.map((at) => at + by),
      })),
    })),
    t0: moved(t0),
    events: events.map((event) => ({ ...event, appliedAt: moved(event.appliedAt) })),
    window: { from: window.from + by, to: window.to + by },
    nodeEvents: nodeEvents.map((event) => ({ ...event, time: event.time + by })),
    redundancyRestored: redundancyRestored + by,
  };
}
