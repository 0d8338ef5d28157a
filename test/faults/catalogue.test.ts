import test from 'ava';
import { faultNames } from '../../src/definition/fault-names.ts';
import { faultNamed, faults } from '../../src/faults/catalogue.ts';

test('every fault that a lab file can name exists, and no other', (t) => {
  t.deepEqual(faults.map(({ name }) => name).sort(), [...faultNames].sort());
});

test('a fault is found by its name', (t) => {
  for (const name of faultNames) t.is(faultNamed(name)?.name, name);
  t.is(faultNamed('flood'), undefined);
});

test('only a crash is silent, and a summary is one line', (t) => {
  for (const { name, silent, absence, summary } of faults) {
    t.is(silent, name.endsWith('-crash'), name);
    t.is(absence === 'crash', silent, name);
    t.false(summary.includes('\n'));
  }
});
