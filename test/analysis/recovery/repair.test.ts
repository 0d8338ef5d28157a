import test from 'ava';
import { analyse } from '../../../src/analysis/analyse.ts';
import { directionResults } from '../../../src/analysis/direction-results.ts';
import { analysisContext } from '../../../src/analysis/recovery/analysis-context.ts';
import { outageMiss } from '../../../src/analysis/verdict/misses.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { pairName } from '../../../src/observations/observations.ts';
import { directionRows } from '../../../src/report/terminal/direction-rows.ts';
import type { Broken } from '../../../src/topology/broken.ts';
import { trafficEnds } from '../../../src/topology/traffic-ends.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { charonSaid, gaveUp, ms, observe, shortTimers } from '../synthetic.ts';

const target = 'device1:wan0';

const t0 = ms(5000);

/** What one direction of active-active says when its flows were cut off for so long, and the fault undone then. */
function outcome({
  lab = 'active-active',
  broken,
  outageMs = 0,
  losses = [[0, outageMs]],
  undoneMs,
  silent = true,
  away = [],
  events = [],
  path,
}: {
  readonly lab?: string;
  /** Absent: the first tunnel that is broken. */
  readonly path?: string;
  readonly broken: Broken;
  readonly outageMs?: number;
  /** From and to, in ms after the fault. Absent: one of the length of the outage. */
  readonly losses?: readonly (readonly [number, number])[];
  /** Absent: it is not undone. */
  readonly undoneMs?: number;
  readonly silent?: boolean;
  readonly away?: readonly string[];
  readonly events?: readonly NodeEvent[];
}) {
  const [tunnel = 'vnet1gw-0--device1'] = [...broken.tunnels, ...(broken.sessions ?? [])];
  const seen = observe({
    durationMs: 25_000,
    paths: [path ?? tunnel],
    disturbances: losses.map(([from, to]) => ({
      direction: 'return' as const,
      from: t0 + ms(from),
      to: t0 + ms(to),
    })),
    events,
  });
  const observations = {
    ...seen,
    fault: { name: 'link-down', target: 'device1:wan0' },
    events: [
      {
        fault: 'link-down',
        target,
        appliedAt: seen.t0,
        ...(undoneMs !== undefined && { undoneAt: t0 + ms(undoneMs) }),
        deadNodes: away,
        away: away.map((node) => ({ node, seconds: 6 })),
      },
    ],
    pairs: seen.pairs.map((pair) => ({ ...pair, name: pairOf(lab) })),
  };
  const context = analysisContext(labTopology(lab), shortTimers, [{ broken, silent, target }]);
  const trial = analyse(observations, context);
  const [, direction] = directionResults(trial);
  if (!direction) throw new Error('no direction');
  return {
    ...direction,
    rows: new Map(directionRows(trial).map(([title = '', , cell = '']) => [title, cell])),
  };
}

function pairOf(lab: string): string {
  const { near, far } = trafficEnds(labTopology(lab));
  return pairName(near.name, far.name);
}

const bothTunnels: Broken = { nodes: [], tunnels: ['vnet1gw-0--device1', 'vnet1gw-1--device1'] };

const givenUp: readonly NodeEvent[] = [
  charonSaid('device1', t0 + ms(2499), gaveUp),
  { node: 'device1', time: t0 + ms(2500), kind: 'ike', tunnel: 'vnet1gw-0', up: false },
];

test('flows that have no other path are back because of the repair, though dead peer detection gave up before', (t) => {
  const direction = outcome({ broken: bothTunnels, outageMs: 13_200, undoneMs: 12_100, events: givenUp });
  const { phases, prediction, withoutRepair, comparison, rows } = direction;
  t.regex(
    outageMiss(direction, { maxOutageSeconds: 10 }) ?? '',
    /the repair of device1:wan0 \(assumed timer\) ended it, after 12\.1 s/,
  );
  t.deepEqual(phases?.decidedBy, {
    mechanism: 'repair',
    node: 'device1:wan0',
    text: 'the repair of device1:wan0',
    whose: 'assumed',
  });
  t.is(phases?.detectionMs, 12_100);
  t.is(rows.get('  Detection'), '12.1 s (repair)');
  t.is(prediction, null);
  t.deepEqual(withoutRepair, { outcome: 'never', reason: 'no other path' });
  t.is(comparison.explanation, 'only a repair ends this outage: no other path');
  t.is(rows.get('Without the repair'), 'never (no other path)');
  t.is(rows.get('Predicted'), 'never without a repair');
});

test('a repair that comes before the timers of another path decides, and the outage would have been longer', (t) => {
  const { phases, withoutRepair, comparison, rows } = outcome({
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] },
    outageMs: 1010,
    undoneMs: 1000,
  });
  t.is(phases?.decidedBy?.mechanism, 'repair');
  t.deepEqual(withoutRepair, { outcome: 'longer', thanMs: 1000 });
  t.is(comparison.verdict, 'shorter');
  t.regex(comparison.explanation, /the repair of device1:wan0 \(assumed timer\) came before the mechanism/);
  t.is(rows.get('Without the repair'), 'longer than 1.00 s');
});

test('a machine that is replaced is no repair', (t) => {
  const { phases, withoutRepair } = outcome({
    broken: { nodes: ['vnet1gw-0', 'vnet1gw-1'], tunnels: [] },
    outageMs: 9500,
    undoneMs: 7000,
    away: ['vnet1gw-0', 'vnet1gw-1'],
    events: [{ node: 'vnet1gw-0', time: t0 + ms(8400), kind: 'ready' }],
  });
  t.is(phases?.decidedBy?.text, 'return of the failed machine vnet1gw-0');
  t.is(withoutRepair, null);
});

test('flows that moved to another path before the repair do not owe it to the repair', (t) => {
  const { phases, withoutRepair, rows } = outcome({
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] },
    outageMs: 2580,
    undoneMs: 2577,
    events: [
      ...givenUp,
      {
        node: 'device1',
        time: t0 + ms(2571),
        kind: 'route',
        prefix: '10.11.0.0/16',
        nextHops: [{ interface: 'ipsec1' }],
      },
    ],
  });
  t.is(phases?.decidedBy?.text, 'IKE dead peer detection on device1');
  t.is(withoutRepair, null);
  t.false(rows.has('Without the repair'));
});

test('without BGP no timer notices that ESP is lost while IKE passes: without a repair it is for good', (t) => {
  const { withoutRepair, prediction } = outcome({
    lab: 'active-active-static',
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'], ikeAlive: true },
    outageMs: 12_100,
    undoneMs: 12_000,
  });
  t.deepEqual(withoutRepair, { outcome: 'never', reason: 'no timer of device1 notices it' });
  t.is(prediction, null);
});

test('a tunnel that its ends negotiate again needs no repair', (t) => {
  const { phases, withoutRepair } = outcome({
    lab: 'single-tunnel',
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'], returns: true },
    outageMs: 40,
    undoneMs: 12_000,
    events: [{ node: 'device1', time: t0 + ms(30), kind: 'child', tunnel: 'vnet1gw-0', up: true }],
  });
  t.is(phases?.decidedBy?.text, 'new IKE SA on device1');
  t.is(withoutRepair, null);
});

const cutInside: Broken = { nodes: ['vnet1gw-0'], tunnels: [], insideOnly: true };

test('an active instance that is cut off from its network loses the addresses to its standby, before any repair', (t) => {
  const { phases, withoutRepair, rows } = outcome({
    lab: 'active-standby',
    path: 'vnet1gw--device1',
    broken: cutInside,
    outageMs: 3600,
    undoneMs: 12_000,
    events: [
      {
        node: 'vnet1gw-1',
        time: t0 + ms(3300),
        kind: 'address',
        interface: 'wan0',
        address: '203.0.113.10/24',
        present: true,
      },
    ],
  });
  t.is(phases?.decidedBy?.text, 'takeover of the addresses (VRRP) on vnet1gw-1');
  t.is(withoutRepair, null);
  t.false(rows.has('Without the repair'));
  t.regex(rows.get('Predicted') ?? '', /^2\.70 s to 3\.70 s$/);
});

test('flows that came back before the repair did not need it, whatever else is known of their path', (t) => {
  const { withoutRepair, rows } = outcome({ broken: bothTunnels, outageMs: 3600, undoneMs: 12_000 });
  t.is(withoutRepair, null);
  t.false(rows.has('Without the repair'));
});

test('where nobody takes over and nobody repairs, flows that are not back never will be', (t) => {
  const cut = { lab: 'single-tunnel', path: 'vnet1gw-0--device1', broken: cutInside };
  t.deepEqual(outcome({ ...cut, outageMs: 60_000 }).withoutRepair, {
    outcome: 'never',
    reason: 'no other path',
  });
});

test('the link of a host at the end of the traffic has to be repaired; nothing is said of other hosts', (t) => {
  const hostCut = (name: string) =>
    outcome({
      broken: { nodes: [], tunnels: [], hosts: [name] },
      path: 'vnet1gw-0--device1',
      outageMs: 12_100,
      undoneMs: 12_000,
    });
  t.is(hostCut('host').phases?.decidedBy?.mechanism, 'repair');
  t.deepEqual(hostCut('host').withoutRepair, { outcome: 'never', reason: 'no other path' });
  t.deepEqual(hostCut('another').withoutRepair, { outcome: 'longer', thanMs: 12_000 });
});

test('what was seen before the middle of the bracket of T0 was at T0, not before it', (t) => {
  const { phases, rows } = outcome({
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] },
    outageMs: 80,
    undoneMs: 12_000,
    events: [{ node: 'device1', time: t0 - 40_000, kind: 'ike', tunnel: 'vnet1gw-0', up: false }],
  });
  t.is(phases?.detectionMs, 0);
  t.is(rows.get('  Detection'), 'at T0');
});

test('flows that wait for a BGP session are back with it', (t) => {
  const { phases } = outcome({
    lab: 'single-tunnel',
    broken: { nodes: [], tunnels: [], sessions: ['vnet1gw-0--device1'], returns: true },
    outageMs: 2100,
    events: [
      {
        node: 'device1',
        time: t0 + ms(1),
        kind: 'bgp',
        neighbor: '10.12.255.4',
        up: false,
        reason: 'User reset',
      },
      { node: 'device1', time: t0 + ms(2000), kind: 'bgp', neighbor: '10.12.255.4', up: true },
    ],
  });
  t.is(phases?.decidedBy?.text, 'new BGP session on device1');
  t.is(phases?.detectionMs, 2000);
});

test('where nobody had to notice, the fault itself decided; where somebody had to and nobody did, nothing is claimed', (t) => {
  const decided = (silent: boolean) =>
    outcome({ broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] }, outageMs: 50, silent }).phases
      ?.decidedBy?.text;
  t.is(decided(false), 'the fault itself: link-down of device1:wan0');
  t.is(decided(true), undefined);
});

test('the fault itself is no reason for what happened to flows in tunnels that it does not break', (t) => {
  const { phases } = outcome({
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] },
    path: 'vnet1gw-1--device1',
    outageMs: 30,
    silent: false,
  });
  t.is(phases?.decidedBy, null);
  t.deepEqual(phases?.notSeen, ['no node is known to decide about vnet1gw-1--device1']);
});

test('where the fault itself decided, a missed limit says so, and no node is said not to have noticed', (t) => {
  const direction = outcome({
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] },
    outageMs: 1500,
    silent: false,
  });
  t.deepEqual(direction.phases?.notSeen, ['no route event of device1 removes the failed next hop']);
  t.regex(
    outageMiss(direction, { maxOutageSeconds: 1 }) ?? '',
    /\(the fault itself: link-down of device1:wan0\)$/,
  );
});

test('a line that loses packets at random has no phases, and its rows no figures for them', (t) => {
  const losses = (...spans: readonly (readonly [number, number])[]) =>
    outcome({
      broken: { nodes: [], tunnels: [] },
      path: 'vnet1gw-0--device1',
      losses: spans,
      undoneMs: 12_000,
    });
  const { phases, rows, withoutRepair, flowsHit } = losses([300, 320], [9980, 10_000]);
  t.is(phases, null);
  t.is(withoutRepair, null);
  t.true(flowsHit > 0);
  for (const title of ['  Detection', '  Convergence', '  Restoration', 'Decided by']) {
    t.is(rows.get(title), '-');
  }
  t.is(losses([0, 12_000]).phases?.decidedBy?.mechanism, 'repair');
});
