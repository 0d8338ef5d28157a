import test from 'ava';
import { directionResults } from '../../../src/analysis/direction-results.ts';
import { directionOf, resultOf } from '../results.ts';
import { contextWith, crash, longTimers, ms, tunnels } from '../synthetic.ts';

test('with the timers of Azure, DPD decides on the devices and the health probe on the virtual network', (t) => {
  const result = resultOf({ ...crash(), awaySeconds: 120 }, contextWith(longTimers));
  const out = directionOf(result, 'outward').prediction;
  const back = directionOf(result, 'return').prediction;
  t.is(out?.points[0]?.decidedBy.mechanism, 'health-probe');
  t.deepEqual([out?.minMs, out?.maxMs], [5071, 10_071]);
  t.is(out && Math.round(out.meanMs), 7571);
  t.deepEqual(
    back?.points.map(({ decidedBy }) => decidedBy.text),
    ['IKE dead peer detection on device1', 'IKE dead peer detection on device2'],
  );
  t.deepEqual([back?.minMs, back?.maxMs], [44_010, 46_010]);
  // The later of two independent moments, each anywhere in two seconds: two thirds through it on average.
  t.true(Math.abs((back?.meanMs ?? 0) - (44_010 + 4000 / 3)) < 10);
});

test('a replacement that is back before a timer fires comes first, and its tunnel with it', (t) => {
  const result = resultOf({ ...crash(), awaySeconds: 6 }, contextWith(longTimers));
  t.is(directionOf(result, 'outward').prediction?.points[0]?.decidedBy.mechanism, 'health-probe');
  const back = directionOf(result, 'return').prediction;
  t.deepEqual(
    back?.points.map(({ decidedBy }) => decidedBy.mechanism),
    ['replacement', 'replacement'],
  );
  t.deepEqual([back?.minMs, back?.maxMs], [6510, 8510]);
});

test('the prediction is compared with the measurement', (t) => {
  const result = resultOf(crash());
  t.deepEqual(directionOf(result, 'outward').comparison, {
    verdict: 'within',
    explanation: 'within the predicted range',
  });
});

test('a recovery that took longer than predicted names the phase that did', (t) => {
  const { disturbances = [], events = [] } = crash();
  const slow = disturbances.map((each) => (each.direction === 'outward' ? { ...each, to: ms(7000) } : each));
  const { comparison } = directionOf(resultOf({ disturbances: slow, events }), 'outward');
  t.is(comparison.verdict, 'longer');
  t.regex(
    comparison.explanation,
    /s above the predicted maximum; packets arrived only 1\.1\d s after the route/,
  );
});

test('a recovery shorter than predicted claims no phase when what noticed was not seen', (t) => {
  const disturbances = [{ direction: 'return', path: tunnels[1], from: ms(5000), to: ms(5100) }] as const;
  const { comparison } = directionOf(resultOf({ disturbances, events: [] }), 'return');
  t.is(comparison.verdict, 'shorter');
  t.regex(
    comparison.explanation,
    /no event of device2 shows that it noticed; .*, so the phase that took less is not known$/,
  );
});

test('a recovery shorter than predicted says what came first', (t) => {
  const disturbances = [{ direction: 'return', path: tunnels[1], from: ms(5000), to: ms(5100) }] as const;
  const events = [
    {
      node: 'device2',
      time: ms(5010),
      kind: 'bgp',
      neighbor: '10.12.255.4',
      up: false,
      reason: 'peer closed',
    },
    {
      node: 'device2',
      time: ms(5090),
      kind: 'route',
      prefix: '10.11.0.0/16',
      nextHops: [{ interface: 'tun1' }],
    },
  ] as const;
  const { comparison } = directionOf(resultOf({ disturbances, events }), 'return');
  t.is(comparison.verdict, 'shorter');
  t.regex(
    comparison.explanation,
    /BGP session closed by the peer of device2 came before the mechanism that was expected/,
  );
});

test('nothing is predicted for a fault that tells its neighbours', (t) => {
  const result = resultOf(crash(), { silent: false });
  for (const { prediction, comparison } of directionResults(result)) {
    t.is(prediction, null);
    t.is(comparison.verdict, 'not-comparable');
  }
});

test('nothing is predicted for a direction whose flows all take other tunnels, as those of another site', (t) => {
  const result = resultOf({ ...crash(), disturbances: [], paths: [tunnels[2], tunnels[3]] });
  for (const { prediction, comparison } of directionResults(result)) {
    t.is(prediction, null);
    t.is(comparison.verdict, 'not-comparable');
  }
});
