import test from 'ava';
import { predict } from '../../../src/analysis/prediction/prediction.ts';
import type { RecoveryPoint } from '../../../src/analysis/recovery/recovery-map.ts';
import { recoveryOf } from '../../../src/analysis/recovery/recovery-of.ts';
import type { Broken } from '../../../src/topology/broken.ts';
import { quickAndSlow } from '../../topology/definitions.ts';
import { labTopology, topologyOf } from '../../topology/lab-topology.ts';
import { context } from '../synthetic.ts';

/** Who moves flows when these nodes of a lab die: `outward testvnet1: vnet1gw-0--device1`. */
const points = (lab: string, ...deadNodes: string[]): readonly RecoveryPoint[] =>
  withBroken(lab, { nodes: deadNodes, tunnels: [] });

const withBroken = (lab: string, broken: Broken): readonly RecoveryPoint[] =>
  recoveryOf(labTopology(lab), broken).recovery;

const inWords = (recovery: readonly RecoveryPoint[]): string[] =>
  recovery.map(({ direction, node, tunnels }) => `${direction} ${node}: ${tunnels.join(', ')}`).sort();

test('an instance of four tunnels: its virtual network there, each device back', (t) => {
  t.deepEqual(inWords(points('dual-redundancy', 'vnet1gw-0')), [
    'outward testvnet1: vnet1gw-0--device1, vnet1gw-0--device2',
    'return device1: vnet1gw-0--device1',
    'return device2: vnet1gw-0--device2',
  ]);
});

test('a device: each instance there, the router of its site back', (t) => {
  t.deepEqual(inWords(points('dual-redundancy', 'device1')), [
    'outward vnet1gw-0: vnet1gw-0--device1',
    'outward vnet1gw-1: vnet1gw-1--device1',
    'return site5: vnet1gw-0--device1, vnet1gw-1--device1',
  ]);
});

test('an instance that comes back opens its tunnels again; a device waits for the instance', (t) => {
  const openers = (...dead: string[]) => points('dual-redundancy', ...dead).map(({ opener }) => opener);
  t.deepEqual(openers('vnet1gw-0'), [undefined, 'vnet1gw-0', 'vnet1gw-0']);
  t.deepEqual(openers('device1'), [undefined, undefined, undefined]);
});

test('when an instance and a device die together, neither decides about the other', (t) => {
  const nodes = points('dual-redundancy', 'vnet1gw-0', 'device1').map(({ node }) => node);
  t.deepEqual([...new Set(nodes)].sort(), ['device2', 'site5', 'testvnet1', 'vnet1gw-1']);
});

test('when another path is left, no flow waits for a comeback', (t) => {
  for (const point of points('dual-redundancy', 'vnet1gw-0')) {
    t.is(point.comeback, undefined);
    t.is(point.takeover, undefined);
  }
});

test('active-standby: both directions wait for the sibling with the public address', (t) => {
  const recovery = points('active-standby', 'vnet1gw-0');
  t.deepEqual(inWords(recovery), ['outward testvnet1: vnet1gw--device1', 'return device1: vnet1gw--device1']);
  for (const { comeback, takeover } of recovery) {
    t.deepEqual(comeback, { by: 'takeover', node: 'vnet1gw-1' });
    t.deepEqual(takeover, { node: 'vnet1gw-1', address: '203.0.113.10/24' });
  }
});

test('active-standby, the other way round: when the second instance is the active one', (t) => {
  for (const { takeover } of points('active-standby', 'vnet1gw-1')) t.is(takeover?.node, 'vnet1gw-0');
});

test('without BGP the sibling takes the address over, and flows need not wait for it', (t) => {
  const recovery = points('active-active-static', 'vnet1gw-0');
  t.true(recovery.length > 0);
  for (const { takeover, comeback } of recovery) {
    t.is(takeover?.node, 'vnet1gw-1');
    t.is(comeback, undefined);
  }
});

test('with a single tunnel and BGP everything waits for the replacement', (t) => {
  for (const { comeback } of points('single-tunnel', 'vnet1gw-0')) {
    t.deepEqual(comeback, { by: 'replacement', node: 'vnet1gw-0' });
  }
});

test("in the middle of a transit, those on the sender's side of a tunnel decide", (t) => {
  t.deepEqual(inWords(points('vnet-transit', 'vnet2gw-0')), [
    'outward vnet1gw-0: vnet1gw-0--vnet2gw-0',
    'outward vnet1gw-1: vnet1gw-1--vnet2gw-0',
    'return device1: vnet2gw-0--device1',
  ]);
});

test('only the prefix counts that the flows go to', (t) => {
  for (const { direction, prefixes } of points('vnet-transit', 'vnet2gw-0')) {
    t.deepEqual(prefixes, [direction === 'outward' ? '10.51.0.0/16' : '10.11.0.0/16']);
  }
});

test('when a tunnel between two live machines breaks, the node that sends into it has to notice', (t) => {
  const broken = { nodes: [], tunnels: ['vnet1gw-0--device1'] };
  const points = withBroken('dual-redundancy', broken);
  t.deepEqual(inWords(points), [
    'outward vnet1gw-0: vnet1gw-0--device1',
    'return device1: vnet1gw-0--device1',
  ]);
  t.deepEqual(
    points.map(({ watches }) => watches.tunnels),
    [['device1'], ['vnet1gw-0']],
  );
});

test('where IKE gets through, dead peer detection has nothing to notice, and BGP has', (t) => {
  const broken: Broken = { nodes: [], tunnels: ['vnet1gw-0--device1'], ikeAlive: true };
  for (const { watches } of withBroken('dual-redundancy', broken)) {
    t.deepEqual(watches.tunnels, []);
    t.is(watches.bgpNeighbors.length, 1);
  }
});

test('when only BGP is lost, the ends of the sessions decide, and dead peer detection has no part in it', (t) => {
  const broken: Broken = { nodes: [], tunnels: [], sessions: ['vnet1gw-0--device1', 'vnet1gw-1--device1'] };
  const lost = withBroken('dual-redundancy', { ...broken, returns: true });
  t.deepEqual(inWords(lost), [
    'outward vnet1gw-0: vnet1gw-0--device1',
    'outward vnet1gw-1: vnet1gw-1--device1',
    'return device1: vnet1gw-0--device1',
    'return device1: vnet1gw-1--device1',
  ]);
  t.true(lost.every(({ dpd, comeback, watches }) => !dpd && !comeback && watches.bgpNeighbors.length === 1));
  const daemonDied = withBroken('dual-redundancy', { ...broken, speechless: ['device1'] });
  t.true(inWords(daemonDied).includes('return site5: vnet1gw-0--device1, vnet1gw-1--device1'));
});

test('flows of a single tunnel wait for a new session, for a new SA or for the repair', (t) => {
  const tunnels = ['vnet1gw-0--device1'];
  const nothing = { nodes: [], tunnels: [] };
  const waits = (broken: Partial<Broken>) => [
    ...new Set(withBroken('single-tunnel', { ...nothing, ...broken }).map(({ comeback }) => comeback?.by)),
  ];
  t.deepEqual(waits({ sessions: tunnels, returns: true }), ['session']);
  t.deepEqual(waits({ sessions: tunnels, speechless: ['device1'] }), ['repair']);
  t.deepEqual(waits({ tunnels, returns: true }), ['reconnection']);
  t.deepEqual(waits({ tunnels }), ['repair']);
  t.deepEqual(waits({ nodes: ['vnet1gw-0'], insideOnly: true }), ['repair']);
});

test('whether another path is left is asked of the router behind the sender', (t) => {
  const stranded = (lab: string, broken: Broken) =>
    recoveryOf(labTopology(lab), broken).stranded.map(({ direction }) => direction);
  const deviceLine = { nodes: [], tunnels: ['vnet1gw-0--device1', 'vnet1gw-1--device1'] };
  t.deepEqual(stranded('active-active', deviceLine), ['outward', 'return']);
  t.deepEqual(stranded('dual-redundancy', deviceLine), []);
  t.deepEqual(stranded('active-active', { nodes: [], tunnels: deviceLine.tunnels.slice(1) }), []);
});

test('a dead machine is replaced, a session that was reset returns; a line, a tunnel and a daemon need a repair', (t) => {
  const needsRepair = (broken: Partial<Broken>) =>
    recoveryOf(labTopology('active-active'), { nodes: [], tunnels: [], ...broken }).needsRepair;
  t.false(needsRepair({ nodes: ['device1'] }));
  t.false(needsRepair({ sessions: ['vnet1gw-0--device1'], returns: true }));
  t.false(needsRepair({}));
  t.true(needsRepair({ nodes: ['device1'], insideOnly: true }));
  t.true(needsRepair({ tunnels: ['vnet1gw-0--device1'] }));
  t.true(needsRepair({ sessions: ['vnet1gw-0--device1'] }));
});

test('only the network behind a machine notices that the machine was cut off from it', (t) => {
  const broken: Broken = { nodes: ['vnet1gw-0'], tunnels: [], insideOnly: true };
  t.deepEqual(inWords(withBroken('dual-redundancy', broken)), [
    'outward testvnet1: vnet1gw-0--device1, vnet1gw-0--device2',
  ]);
});

test('the sibling takes the addresses of a machine over that was cut off, as of one that died; that is another path', (t) => {
  const cutOff = recoveryOf(labTopology('active-standby'), {
    nodes: ['vnet1gw-0'],
    tunnels: [],
    insideOnly: true,
  });
  t.deepEqual(inWords([...cutOff.recovery]), inWords(points('active-standby', 'vnet1gw-0')));
  for (const { comeback } of cutOff.recovery) t.deepEqual(comeback, { by: 'takeover', node: 'vnet1gw-1' });
  t.deepEqual(cutOff.stranded, []);
});

test('each node that notices does so by the timers of its own end of the tunnel', (t) => {
  const timersOf = (dead: string) =>
    recoveryOf(topologyOf(quickAndSlow(), 'azure'), { nodes: [dead], tunnels: [] }).recovery.flatMap(
      ({ node, dpd, bgp }) =>
        dpd ? [`${node}: ${dpd.delaySeconds} + 5 x ${dpd.retransmitSeconds}, hold ${bgp?.holdSeconds}`] : [],
    );
  t.deepEqual(timersOf('device1'), ['gw-0: 4 + 5 x 1, hold 180', 'gw-1: 4 + 5 x 1, hold 180']);
  t.deepEqual(timersOf('device2'), ['gw-0: 115 + 5 x 1, hold 180', 'gw-1: 115 + 5 x 1, hold 180']);
  t.deepEqual(timersOf('gw-0'), ['device1: 4 + 5 x 1, hold 180', 'device2: 54 + 5 x 13.2, hold 180']);
});

test('the prediction follows from the timers of the connection, not from those of the profile', (t) => {
  const outage = (dead: string) => {
    // Without BGP, so that its hold time is not the first to expire.
    const recovery = recoveryOf(topologyOf(quickAndSlow(), 'fast'), {
      nodes: [dead],
      tunnels: [],
    }).recovery.map(({ bgp: _, ...point }) => point);
    const pair = recovery[0]?.pair ?? '';
    return predict({ pair, name: 'outward', flows: [] }, { silent: true, recovery }, context);
  };
  t.deepEqual([outage('device1')?.minMs, outage('device1')?.maxMs], [8010, 10_010]);
  t.deepEqual([outage('device2')?.minMs, outage('device2')?.maxMs], [119_010, 121_010]);
});
