import test from 'ava';
import { followsOf } from '../../../src/batches/sweep/follow.ts';
import { longestTimers } from '../../../src/batches/sweep/recommend.ts';
import type { SweepCell } from '../../../src/batches/sweep/sweep-cell.ts';
import { followLines } from '../../../src/batches/sweep/sweep-table.ts';

const cell = (settings: Record<string, number | boolean>, medianMs: number): SweepCell => ({
  title: JSON.stringify(settings),
  settings,
  timers: { dpdSeconds: 3, bgpKeepaliveSeconds: 3, bgpHoldSeconds: 9 },
  run: 'run',
  problem: null,
  directions: [{ title: 'Azure to site', values: [medianMs], medianMs, maxMs: medianMs, predicted: null }],
  worstMs: medianMs,
});

test('an outage follows a number that changes it, by a slope', (t) => {
  const cells = [500, 1000, 2000].map((value) => cell({ 'healthProbe.intervalMs': value }, 2.5 * value));
  const [own] = followsOf(cells);
  t.like(own, { follows: true, slopeMs: 2.5, fromMs: 1250, toMs: 5000 });
  t.deepEqual(followLines({ follows: followsOf(cells) }), [
    'The outage Azure to site follows healthProbe.intervalMs (medians 1.25 s to 5.00 s, 2.5 ms for each unit of it).',
  ]);
});

test('an outage that stays as it is does not follow', (t) => {
  const cells = [1, 2, 4].map((value) => cell({ 'takeover.advertisementSeconds': value }, 2900 + value));
  t.like(followsOf(cells)[0], { follows: false });
});

test('an assumption has no slope', (t) => {
  const cells = [cell({ azureBgpFollowsTunnel: true }, 3000), cell({ azureBgpFollowsTunnel: false }, 8000)];
  t.like(followsOf(cells)[0], { follows: true, slopeMs: null });
});

test('BGP timers that Azure does not keep are never recommended', (t) => {
  const own = cell({}, 1000);
  t.deepEqual(longestTimers([{ ...own, besideAzure: 'flaps' }], 5000), []);
  t.is(longestTimers([own], 5000).length, 1);
});

test('what the random phase of a timer explains is no following', (t) => {
  const cells = [200, 800].map((value) => {
    const plain = cell({ 'siteBfd.intervalMs': value }, 2700 + value);
    const predicted = { minMs: 2010, maxMs: 4010 };
    return { ...plain, directions: plain.directions.map((direction) => ({ ...direction, predicted })) };
  });
  t.like(followsOf(cells)[0], { follows: false });
});
