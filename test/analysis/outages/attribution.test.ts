import test from 'ava';
import { attributed } from '../../../src/analysis/outages/attribution.ts';
import type { Cause } from '../../../src/analysis/outages/cause.ts';
import type { Hit } from '../../../src/analysis/outages/hits.ts';
import { ms } from '../synthetic.ts';

/** Loss of a flow from one moment to another, in milliseconds. */
const hit = (from: number, to: number, tunnelBefore = 'gw-0--device1', index = 0): Hit => ({
  flow: {
    index,
    sourcePort: 40_000,
    destinationPort: 7000,
    tunnelBefore,
    sent: new Float64Array(),
    received: new Float64Array(),
  },
  period: {
    firstIndex: 0,
    lastIndex: 1,
    firstImpaired: ms(from),
    lastImpaired: ms(to - 10),
    lastGoodBefore: ms(from - 10),
    firstGoodAfter: ms(to),
    lost: 2,
    late: 0,
  },
});

/** A machine goes away, and its replacement comes after 3 s. */
const maintenance: Cause = {
  appliedAt: 0,
  undoneFrom: ms(3000),
  aftermath: [ms(3000), ms(3400)],
  tunnels: ['gw-0--device1', 'gw-0--device2'],
  lasting: false,
};

/** How many loss periods are the outage of each event, and how many are second hits. */
const divided = (hits: readonly Hit[], ...causes: readonly Cause[]): [number, number][] =>
  attributed(hits, causes, 100).map(({ outage, later }) => [outage.length, later.length]);

test('what begins while the machine is away belongs to the outage, also when it does not begin at once', (t) => {
  t.deepEqual(divided([hit(800, 900)], maintenance), [[1, 0]]);
});

test('what its return breaks is a second hit, even if the fault itself broke nothing', (t) => {
  t.deepEqual(divided([hit(3500, 3600)], maintenance), [[0, 1]]);
});

test('an outage that goes on when the machine is back is one outage', (t) => {
  t.deepEqual(divided([hit(100, 5000)], maintenance), [[1, 0]]);
});

/** A line that loses packets for 10 s. */
const badLine: Cause = {
  appliedAt: 0,
  undoneFrom: ms(10_000),
  aftermath: [ms(10_000)],
  tunnels: [],
  lasting: true,
};
const crash: Cause = { ...maintenance, appliedAt: ms(4000), undoneFrom: ms(14_000), aftermath: [ms(14_000)] };

test('a small loss of the first event does not take the outage of the second one', (t) => {
  t.deepEqual(divided([hit(500, 510), hit(4000, 7000)], badLine, crash), [
    [1, 0],
    [1, 0],
  ]);
});

test('a loss in a tunnel that the latest event did not break belongs to the event before', (t) => {
  t.deepEqual(divided([hit(4000, 7000), hit(4500, 4510, 'gw-1--device1', 1)], badLine, crash), [
    [1, 0],
    [1, 0],
  ]);
});

test('a bad line has one outage until it is undone; then the return of the machine is what interrupts', (t) => {
  const hits = [hit(500, 510), hit(9000, 9010), hit(4000, 4700), hit(14_500, 14_600), hit(10_300, 10_310)];
  t.deepEqual(divided(hits, badLine, crash), [
    [2, 1],
    [1, 1],
  ]);
});

test('a packet lost by chance just before a crash does not take its outage', (t) => {
  t.deepEqual(divided([hit(3990, 7000)], badLine, crash), [
    [0, 0],
    [1, 0],
  ]);
});

test('of two outages that overlap, each belongs to the event before which it began', (t) => {
  const second: Cause = { ...crash, appliedAt: ms(1000), tunnels: ['gw-1--device1'] };
  const hits = [hit(0, 2500), hit(1000, 3500, 'gw-1--device1', 1), hit(1200, 1300, 'gw-0--device2', 2)];
  t.deepEqual(divided(hits, maintenance, second), [
    [2, 0],
    [1, 0],
  ]);
});

test('of events that break the same tunnels, the latest one counts', (t) => {
  const flap = (at: number): Cause => ({
    ...maintenance,
    appliedAt: ms(at),
    undoneFrom: ms(at + 2000),
    aftermath: [ms(at + 2000)],
  });
  const hits = [hit(0, 1500), hit(4000, 5500), hit(6100, 6200), hit(8000, 9500)];
  t.deepEqual(divided(hits, flap(0), flap(4000), flap(8000)), [
    [1, 0],
    [1, 1],
    [1, 0],
  ]);
});

test('once a crash is long over, losses beside a bad line belong to the line, in whichever tunnel', (t) => {
  const line: Cause = { ...badLine, undoneFrom: ms(60_000), aftermath: [ms(60_000)] };
  const back: Cause = { ...crash, undoneFrom: ms(10_000), aftermath: [ms(10_000), ms(10_400)] };
  const outage = hit(4000, 4700);
  t.deepEqual(
    divided(
      [outage, hit(20_000, 20_010, 'gw-1--device1', 1), hit(40_000, 40_010, 'gw-0--device1', 2)],
      line,
      back,
    ),
    [
      [2, 0],
      [1, 0],
    ],
  );
  t.deepEqual(divided([outage, hit(11_000, 11_200, 'gw-1--device1', 1)], line, back), [
    [0, 0],
    [1, 1],
  ]);
});

test('a flow that one event moved away is interrupted by the next one, which breaks the path that it has now', (t) => {
  const first: Cause = { ...maintenance, undoneFrom: ms(20_000), aftermath: [ms(20_000)] };
  const second: Cause = { ...first, appliedAt: ms(8000), undoneFrom: ms(28_000), tunnels: ['gw-1--device1'] };
  t.deepEqual(divided([hit(0, 2500), hit(8000, 10_800)], first, second), [
    [1, 0],
    [1, 0],
  ]);
});

test('a flow that lost packets long before a crash was not interrupted by it', (t) => {
  t.deepEqual(divided([hit(3850, 7000)], badLine, crash), [
    [1, 0],
    [0, 0],
  ]);
});
