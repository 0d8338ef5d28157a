import test from 'ava';
import type { LabSnapshot, TunnelEndPart, TunnelPart } from '../../../src/lab/snapshot/snapshot.ts';
import { orderedFaults } from '../../../src/workshop/client/topology/ordered-faults.ts';
import { partStates } from '../../../src/workshop/client/topology/part-state.ts';
import type { Seen } from '../../../src/workshop/client/topology/part-types.ts';
import { scene } from '../page/scene.ts';

const { snapshot, updates } = scene();
const drawing = updates.flatMap((one) =>
  one.kind === 'lab' && one.lab.state === 'up' ? [one.lab.drawing] : [],
)[0];
const parts = drawing?.parts ?? [];
const stateOf = (id: string, seen: Partial<Seen> = {}) =>
  partStates(parts, { snapshot, rates: {}, carriers: {}, ...seen }).get(id);
const link = 'device1:wan0';

test('in a whole lab everything is up', (t) => {
  const states = partStates(parts, { snapshot, rates: { 'vnet1gw-0--device1': 164 }, carriers: {} });
  t.is(states.size, parts.length);
  t.true([...states.values()].every(({ mark }) => mark === 'up'));
  t.is(states.get('tunnel:vnet1gw-0--device1')?.rate, 164);
});

test('a tunnel has a state for each thing that can be missing', (t) => {
  const tunnel = 'vnet1gw-0--device1';
  const changed = (change: (end: number) => Partial<TunnelEndPart>): LabSnapshot => ({
    ...snapshot,
    tunnels: snapshot.tunnels.map((one): TunnelPart => {
      if (one.name !== tunnel) return one;
      const [a, b] = one.ends;
      return {
        ...one,
        ends: [
          { ...a, ...change(0) },
          { ...b, ...change(1) },
        ],
      };
    }),
  });
  const word = (seen: LabSnapshot) => stateOf(`tunnel:${tunnel}`, { snapshot: seen })?.word;
  t.is(word(snapshot), 'up');
  t.is(word(changed((end) => ({ installed: end === 0 }))), 'one end up');
  t.is(word(changed(() => ({ installed: false, ike: 'CONNECTING' }))), 'negotiating');
  t.is(word(changed(() => ({ installed: false, ike: null }))), 'down');
  const silent = { kind: 'packets', tunnel, from: 'device1', to: 'vnet1gw-0' } as const;
  t.is(word({ ...snapshot, missing: [silent] }), 'up, silent');
});

test('of a link the page says only what it knows', (t) => {
  const word = (seen: Partial<Seen>) => {
    const state = stateOf(`link:${link}`, seen);
    return [state?.mark, state?.word];
  };
  t.deepEqual(word({}), ['up', '']);
  t.regex(stateOf(`link:${link}`)?.facts[0] ?? '', /the page does not know/);
  t.deepEqual(word({ carriers: { [link]: false } }), ['down', 'no carrier']);
  t.deepEqual(word({ carriers: { [link]: true } }), ['up', 'connected']);
  const fault = { id: 'f', fault: 'link-down', target: link, parameters: {}, since: snapshot.takenAt };
  const pulled = { ...snapshot, faults: [{ ...fault, endsAt: null }] };
  t.deepEqual(word({ snapshot: pulled }), ['down', 'pulled']);
});

test('what can happen to an instance begins with its own crash; rare things and others come later', (t) => {
  const instance = parts.find(({ id }) => id === 'node:vnet1gw-0');
  const { first, more } = orderedFaults(instance ?? { kind: 'node', name: '', faults: [] });
  t.deepEqual(first[0], { fault: 'instance-crash', target: 'vnet1gw-0' });
  t.true(first.every(({ target }) => target === 'vnet1gw-0' || target.startsWith('vnet1gw-0:')));
  t.true(more.some(({ target }) => target === 'vnet1gw-0+vnet1gw-1'));
  t.true(more.some(({ fault }) => fault === 'gateway-resize'));
});
