import test from 'ava';
import { remarks } from '../../../src/batches/suite/remarks.ts';
import { one } from './suite-results.ts';

const busy = (late: string, share: string) =>
  `the machine was too busy, which may be wrong by ${late} or more (other processes used ${share} of the CPU)`;

test('remarks that differ in their quantities only are one sentence with ranges', (t) => {
  const cases = [
    { ...one, notes: [busy('24 ms', '30 %')] },
    { ...one, target: 'vnet1gw-1', notes: [`trial 2 (vnet1gw-1): ${busy('9.8 ms', '41 %')}`] },
    { ...one, target: 'vnet1gw-0', notes: [busy('1.20 s', '30 %')] },
    one,
  ];
  t.deepEqual(remarks(cases), [`Note: in 3 of 4 cases ${busy('9.8 ms to 1.20 s', '30 to 41 %')}.`]);
});

test('remarks that say something else are sentences of their own, with the names of their cases', (t) => {
  const cases = [
    { ...one, notes: ['a daemon ended', busy('24 ms', '30 %')] },
    { ...one, target: 'vnet1gw-1', notes: ['a daemon ended'] },
  ];
  const name = `${one.lab}, ${one.fault}`;
  t.deepEqual(remarks(cases), [
    `Note: ${name} and ${name} of vnet1gw-1: a daemon ended.`,
    `Note: ${name}: ${busy('24 ms', '30 %')}.`,
  ]);
});
