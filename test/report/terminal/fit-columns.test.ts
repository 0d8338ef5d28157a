import test from 'ava';
import * as fc from 'fast-check';
import { textTable } from '../../../src/report/terminal/text-table.ts';

const suite = [
  ['LAB', 'FAULT', 'OUTAGE', 'VERDICT'],
  ['dual-redundancy', 'instance-crash of vnet1gw-1', '972 ms / 2.71 s', 'passed'],
];

test('a table that fits is left alone', (t) => {
  t.is(
    textTable(suite, 80),
    [
      'LAB               FAULT                         OUTAGE            VERDICT',
      'dual-redundancy   instance-crash of vnet1gw-1   972 ms / 2.71 s   passed',
    ].join('\n'),
  );
});

test('texts are broken between words, the widest column first, and no number leaves its unit', (t) => {
  t.is(
    textTable(suite, 56),
    [
      'LAB               FAULT            OUTAGE     VERDICT',
      'dual-redundancy   instance-crash   972 ms /   passed',
      '                  of vnet1gw-1     2.71 s',
    ].join('\n'),
  );
});

test('words are broken at hyphens where whole words are too long', (t) => {
  t.is(
    textTable(suite, 44),
    [
      'LAB          FAULT       OUTAGE   VERDICT',
      'dual-        instance-   972 ms   passed',
      'redundancy   crash of    /',
      '             vnet1gw-1   2.71 s',
    ].join('\n'),
  );
});

test('every table of at most seven columns fits 80 columns, and keeps all of its letters', (t) => {
  const cell = fc.stringMatching(/^[a-z0-9]{0,40}( [a-z0-9-]{1,20}){0,6}$/);
  const tables = fc
    .integer({ min: 1, max: 7 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
    );
  const letters = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
  fc.assert(
    fc.property(tables, (rows) => {
      const text = textTable(rows, 80);
      const tooLong = text.split('\n').some((line) => line.length > 80);
      return !tooLong && letters(text) === letters(rows.flat().join(''));
    }),
  );
  t.pass();
});
