import test from 'ava';
import fc from 'fast-check';
import { Redundancy } from '../../../src/lab/redundancy/redundancy.ts';
import { type Fact, requirementsOf } from '../../../src/lab/redundancy/requirements.ts';
import { labTopology } from '../../topology/lab-topology.ts';

const topology = labTopology('active-standby');
const requirements = requirementsOf(topology);
/** Every fact that matters, with each sufficient value and one that is not sufficient. */
const changes = requirements.flatMap(({ anyOf, values = [''] }) =>
  anyOf.flatMap((fact) => [...values, 'another value', undefined].map((value) => ({ fact, value }))),
);

test('after any changes the missing things are those that a fresh look at the facts finds', (t) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...changes), { maxLength: 300 }), (history) => {
      const tracked = new Redundancy(requirements);
      const facts = new Map<string, { readonly fact: Fact; readonly value: string | undefined }>();
      for (const { fact, value } of history) {
        tracked.set(fact, value);
        facts.set(JSON.stringify(fact), { fact, value });
      }
      const fresh = requirements.filter(
        ({ anyOf, values }) =>
          !anyOf.some((fact) => {
            const value = facts.get(JSON.stringify(fact))?.value;
            return value !== undefined && (values?.includes(value) ?? true);
          }),
      );
      const named = fresh.filter(({ through = [] }) => !through.some((other) => fresh.includes(other)));
      t.deepEqual(
        tracked.missing,
        named.map(({ missing }) => missing),
      );
      t.is(tracked.isComplete, fresh.length === 0);
      t.is(
        tracked.isBuilt,
        fresh.every(({ missing }) => missing.kind === 'packets'),
      );
    }),
  );
});

test('the list of missing things is the same array until it changes', (t) => {
  const redundancy = new Redundancy(requirements);
  const before = redundancy.missing;
  redundancy.set({ kind: 'session', node: 'device1', of: '192.0.2.1' }, '');
  t.is(redundancy.missing, before);
  redundancy.set({ kind: 'ready', node: 'device1', of: '' }, '');
  t.not(redundancy.missing, before);
  t.is(redundancy.missing.length, before.length - 1);
});

test('forgetting kinds of facts about a node affects no other node', (t) => {
  const redundancy = new Redundancy(requirements);
  for (const { anyOf, values } of requirements) {
    for (const fact of anyOf) redundancy.set(fact, values?.[0] ?? '');
  }
  t.deepEqual(redundancy.missing, []);
  redundancy.forget('device1', ['session']);
  t.deepEqual([...new Set(redundancy.missing.map(({ kind }) => kind))], ['session']);
  t.true(redundancy.missing.every((missing) => missing.kind === 'session' && missing.from === 'device1'));
});
