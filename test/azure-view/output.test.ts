import test from 'ava';
import { printed } from '../../src/azure-view/output/printed.ts';
import { timeSpan } from '../../src/azure-view/time-span.ts';

test('durations are those of .NET', (t) => {
  t.is(timeSpan(0), '00:00:00');
  t.is(timeSpan(9000), '00:00:09');
  t.is(timeSpan(1_964_578.5787), '00:32:44.5785787');
  t.is(timeSpan(9 * 86_400_000 + 3_893_576.8637), '9.01:04:53.5768637');
});

const value = { name: 'a', id: '/x', on: true, empty: null, list: [1, 2], inner: { b: 1, a: 2 } };

test('json has sorted keys, and no key without a value', (t) => {
  t.is(
    printed({ value: { ...value, absent: undefined } }, 'json'),
    `${JSON.stringify({ empty: null, id: '/x', inner: { a: 2, b: 1 }, list: [1, 2], name: 'a', on: true }, null, 2)}\n`,
  );
});

test('a table without a layout of its own has what is neither nested nor null', (t) => {
  t.is(printed({ value }, 'table'), 'Name    On\n------  ----\na       True\n');
});

test('tsv has the values in the order of their keys', (t) => {
  t.is(printed({ value }, 'tsv'), 'None\t/x\t\t2\ta\tTrue\n');
});
