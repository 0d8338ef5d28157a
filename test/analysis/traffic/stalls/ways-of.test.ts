import test from 'ava';
import { directionHits } from '../../../../src/analysis/outages/direction-hits.ts';
import { waysOf } from '../../../../src/analysis/traffic/stalls/ways-of.ts';
import { type Disturbance, ms, observe, tunnels } from '../../synthetic.ts';

/** The lengths (ms) of the interruptions of each way. */
function lengthsOf(...disturbances: readonly Omit<Disturbance, 'direction'>[]) {
  const observations = observe({
    disturbances: disturbances.map((one) => ({ ...one, direction: 'outward' as const })),
  });
  const [outward] = observations.pairs[0]?.directions ?? [];
  if (!outward) throw new Error('no direction');
  const hits = directionHits(outward, observations, {
    causes: [
      {
        appliedAt: ms(5000),
        undoneFrom: Number.POSITIVE_INFINITY,
        aftermath: [],
        tunnels: [],
        lasting: false,
      },
    ],
    delayThresholdMs: 250,
  });
  return waysOf(hits)?.map((way) =>
    way.map(({ onset, end }) => Math.round((end.lower - onset.upper) / 100) / 10),
  );
}

test('each tunnel is a way, and flows that were not hit have an intact one', (t) => {
  const [first, second] = tunnels;
  const lengths = lengthsOf(
    { path: first, from: ms(5000), to: ms(6000) },
    { path: second, from: ms(5000), to: ms(8400) },
  );
  t.deepEqual(new Set(lengths?.map(String)), new Set(['1', '3.4', '']));
});

test('a way has all interruptions of its flows, but for those between two requests', (t) => {
  const lengths = lengthsOf(
    { from: ms(5000), to: ms(6000) },
    { from: ms(7000), to: ms(7030) },
    { from: ms(9000), to: ms(9500) },
  );
  t.deepEqual(new Set(lengths?.map(String)), new Set(['1,0.5']));
});

test('there are no ways while something is interrupted', (t) => {
  t.is(lengthsOf({ from: ms(5000), to: ms(99_000) }) ?? null, null);
});
