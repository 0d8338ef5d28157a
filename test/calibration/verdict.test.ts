import test from 'ava';
import type { HeldBack, Injected } from '../../src/calibration/calibration.ts';
import { calibrationTable } from '../../src/calibration/calibration-table.ts';
import { judged, type Measurements } from '../../src/calibration/verdict.ts';
import { calibration } from './sample-calibration.ts';

const good: Injected = {
  lengthMs: 503,
  extent: 'all paths',
  bothWays: true,
  direction: 'outward',
  from: 'Azure',
  to: 'site',
  paths: ['a', 'b'],
  flowsOnPaths: 32,
  flowsHit: 32,
  pooled: { estimateMs: 502, halfWidthMs: 2, errorMs: -1 },
  flowErrorMs: 9.8,
  outsideBracket: 0,
  lost: 1600,
  dropped: 1600,
  unexpected: 0,
  captureMs: 506,
};
const held: HeldBack = {
  direction: 'return',
  from: 'site',
  to: 'Azure',
  tunnel: 'a',
  leastMs: 69,
  mostMs: 71,
  flowsOnPaths: 15,
  flowsHit: 15,
  lost: 0,
  thresholdMs: 22,
  late: 76,
  estimateMs: 50,
  expectedMs: 48,
};

function measurements(changes: Partial<Injected> = {}, heldChanges: Partial<HeldBack> = {}): Measurements {
  return calibration('calibration-1', '2026-11-24T14:00:00.000Z', {
    injected: [{ ...good, ...changes }],
    held: [{ ...held, ...heldChanges }],
    undisturbed: { seconds: 600, packets: 3_840_000, lossPeriods: 0, lost: 0, late: 0 },
  });
}

test('errors within one probe interval meet the target', (t) => {
  const result = judged(measurements());
  t.deepEqual(result.misses, []);
  t.is(result.worstErrorMs, 1);
  t.is(result.worstFlowErrorMs, 9.8);
  t.regex(calibrationTable(result), /^Every outage was measured within one probe interval/m);
});

const misses: readonly [Partial<Injected>, Partial<HeldBack>, RegExp][] = [
  [{ pooled: { estimateMs: 515, halfWidthMs: 2, errorMs: 12 } }, {}, /pooled outage is wrong by 12\.0 ms/],
  [{ flowErrorMs: -11.5 }, {}, /outage of a flow is wrong by -11\.5 ms/],
  [{ flowsHit: 31 }, {}, /31 flows were hit instead of 32/],
  [{ lost: 1601 }, {}, /1601 packets were lost, and 1600 dropped/],
  [{ unexpected: 2 }, {}, /2 loss periods were not injected/],
  [{ captureMs: 540 }, {}, /gap in the capture differs/],
  [{}, { lost: 3 }, /held back, site to Azure: 3 packets were lost/],
  [{}, { estimateMs: 90 }, /time of late packets is wrong by 42\.0 ms/],
];

for (const [changes, heldChanges, miss] of misses) {
  test(`missed: ${miss.source}`, (t) => {
    const result = judged(measurements(changes, heldChanges));
    t.is(result.misses.length, 1, result.misses.join('; '));
    t.regex(result.misses[0] ?? '', miss);
    t.regex(calibrationTable(result), /^Missed: /m);
  });
}

test('one false outage in the undisturbed time is a miss', (t) => {
  const { undisturbed, ...others } = measurements();
  t.regex(
    judged({ ...others, undisturbed: { ...undisturbed, lossPeriods: 1, lost: 2 } }).misses.join(),
    /^undisturbed: 1 loss periods in 600 s$/,
  );
});

test('a margin is added to the probe interval', (t) => {
  const late = measurements({ pooled: { estimateMs: 515, halfWidthMs: 2, errorMs: 12 } });
  t.is(judged(late, 3).misses.length, 0);
});

test('the table says how wrong outages were when packets left in time, and when they left late', (t) => {
  const one = (latenessMaxMs: number, errorMs: number): Injected => ({
    ...good,
    latenessMaxMs,
    pooled: { estimateMs: good.lengthMs + errorMs, halfWidthMs: 9, errorMs },
  });
  const injected = [one(2, 0.5), one(9, -1.5), one(40, 7)];
  const table = calibrationTable(judged({ ...measurements(), injected }));
  t.regex(table, /^While 2 outages lasted, packets left in time: at worst 1\.5 ms off for a path\.$/m);
  t.regex(table, /^While 1 outage lasted, packets left late, .*: at worst 7\.0 ms off for a path\.$/m);
  t.notRegex(calibrationTable(judged(measurements())), /^While/m, 'an older calibration does not know');
});
