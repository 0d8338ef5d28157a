import test from 'ava';
import { predict } from '../../../src/analysis/prediction/prediction.ts';
import { analysisContext } from '../../../src/analysis/recovery/analysis-context.ts';
import { goneBy } from '../../../src/analysis/recovery/gone.ts';
import { profileNamed } from '../../../src/definition/profile.ts';
import type { Broken } from '../../../src/topology/broken.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { ms } from '../synthetic.ts';

const fast = profileNamed('fast');

/** A machine that is dead from a moment (ms) on, for so long. */
const crash = (target: string, atMs: number, awaySeconds: number) => {
  const broken: Broken = { nodes: [target], tunnels: [] };
  const at = ms(atMs);
  const applied = { appliedAt: { lower: at, upper: at }, away: [{ node: target, seconds: awaySeconds }] };
  return { broken, target, silent: true, gone: goneBy(applied, broken, fast.bgp), applied };
};

/** What is predicted for each event, for both directions. */
function predictions(lab: string, events: readonly ReturnType<typeof crash>[]) {
  const context = analysisContext(labTopology(lab, 'fast'), fast, events);
  return context.events.map((event, index) =>
    (['outward', 'return'] as const).map((name) => {
      const pair = event.recovery[0]?.pair ?? '';
      return predict({ pair, name, flows: [] }, event, context, events[index]?.applied);
    }),
  );
}

const alone = (target: string, awaySeconds = 10) =>
  predictions('dual-redundancy', [crash(target, 0, awaySeconds)])[0] ?? [];

test('two instances in turn are each predicted as a crash alone if the first is back before the second goes', (t) => {
  const both = predictions('dual-redundancy', [crash('vnet1gw-0', 0, 10), crash('vnet1gw-1', 30_000, 10)]);
  t.deepEqual(both, [alone('vnet1gw-0'), alone('vnet1gw-1')]);
  t.false(both.flat().includes(null));
});

test('the second is not predicted while the first is away, or starts, and leaves no path', (t) => {
  for (const atMs of [8000, 10_500, 13_000]) {
    const [first, second] = predictions('dual-redundancy', [
      crash('vnet1gw-0', 0, 10),
      crash('vnet1gw-1', atMs, 10),
    ]);
    t.deepEqual(first, alone('vnet1gw-0'), 'the first recovered before');
    t.deepEqual(second, [null, null]);
  }
});

test('the first is not predicted either if the second comes before its flows are back', (t) => {
  const both = predictions('dual-redundancy', [crash('vnet1gw-0', 0, 10), crash('vnet1gw-1', 100, 10)]);
  t.deepEqual(both, [
    [null, null],
    [null, null],
  ]);
});

test('what is still away notices nothing of the second event', (t) => {
  const topology = labTopology('dual-redundancy', 'fast');
  const nodesOf = (secondMs: number) =>
    analysisContext(topology, fast, [crash('vnet1gw-0', 0, 10), crash('device1', secondMs, 10)])
      .events[1]?.recovery.map(({ node }) => node)
      .filter((node) => node.startsWith('vnet1gw'));
  t.deepEqual(nodesOf(5000), ['vnet1gw-1']);
  t.deepEqual(nodesOf(30_000), ['vnet1gw-0', 'vnet1gw-1']);
});

test('a sibling that is dead itself takes nothing over', (t) => {
  const topology = labTopology('active-standby', 'fast');
  const cutOff = (secondMs: number) =>
    analysisContext(topology, fast, [crash('vnet1gw-0', 0, 10), crash('vnet1gw-1', secondMs, 10)]).events.map(
      ({ togetherStranded = [] }) => togetherStranded.length,
    );
  t.deepEqual(cutOff(5000), [2, 2]);
  t.deepEqual(cutOff(30_000), [0, 0]);
});

test('what is never repaired is broken to the end, and a tunnel that returns only for a moment', (t) => {
  const at = { appliedAt: { lower: ms(1000), upper: ms(1010) }, away: [] };
  t.is(goneBy(at, {}, fast.bgp).untilMs, Number.POSITIVE_INFINITY);
  t.is(goneBy(at, { returns: true }, fast.bgp).untilMs, 1010);
  t.is(goneBy({ ...at, undoneAt: ms(6000) }, {}, fast.bgp).untilMs, 6000);
});
