import { readFileSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { suiteMarkdown } from '../../../src/batches/suite/suite-markdown.ts';
import { caseLine, suiteTable } from '../../../src/batches/suite/suite-table.ts';
import { quietSuite, suiteOfEverything } from './suite-results.ts';

/** `golden/NAME.txt` is the exact table. UPDATE_GOLDEN=1 rewrites it; then read the diff. */
const folder = new URL('golden/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';

for (const [name, suite] of Object.entries({ suite: suiteOfEverything, 'suite-passed': quietSuite })) {
  test(`the table of a suite is golden/${name}.txt`, (t) => {
    const text = suiteTable(suite);
    const file = new URL(`${name}.txt`, folder);
    if (update) writeFileSync(file, text);
    t.is(text, readFileSync(file, 'utf8'));
  });
}

test('a suite as Markdown is golden/suite.md', (t) => {
  const text = suiteMarkdown(suiteOfEverything);
  const file = new URL('suite.md', folder);
  if (update) writeFileSync(file, text);
  t.is(text, readFileSync(file, 'utf8'));
});

test('the table fits a terminal of 120 columns, and no line ends in a space', (t) => {
  // Except for the fault with the longest name when its outages did not end.
  const cases = suiteOfEverything.cases.filter(({ target }) => target !== 'vnet1gw-0+device1');
  const table = suiteTable({ ...suiteOfEverything, cases })
    .split('\n\n', 1)
    .join();
  for (const line of table.split('\n')) t.true(line.length <= 120, line);
  t.notRegex(suiteTable(suiteOfEverything), /[ \t]$/m);
});

test('a finished case is one line', (t) => {
  t.deepEqual(suiteOfEverything.cases.slice(2).map(caseLine), [
    'dual-redundancy, instance-crash: passed, outage 820 ms / 2.41 s, redundancy 9.10 s (24 s)',
    'dual-redundancy, instance-crash of vnet1gw-1: failed, outage 851 ms / 5.31 s, redundancy 9.10 s (24 s): site to Azure: outage 5.31 s is 0.31 s above the limit of 5 s (IKE dead peer detection on device2 took 5.30 s)',
    'dual-redundancy, instance-and-device-crash of vnet1gw-0+device1: failed, outage ≥15.0 s / ≥12.1 s, redundancy not back (24 s): Azure to site: the outage had not ended after 15.03 s, and the limit is 5 s (4 flows of vnet1gw-1--device2 were not back when the window ended)',
    'dual-redundancy, device-crash: passed, at attempt 2, outage 820 ms / 2.41 s, redundancy 9.10 s (48 s)',
    'dual-redundancy, device-maintenance: not measured, at attempt 2 (48 s): Within 42 s there were never 12 s without a lost packet, so nothing can be measured. The machine may be too busy; fewer --flows or a lower --rate may help.',
    'single-tunnel, device-crash: passed, outage 7.90 s / 8.01 s, redundancy 8.02 s (24 s)',
    'single-tunnel, instance-crash: broken (24 s): device2 ended. Its last words:',
    'single-tunnel, gateway-reset: environment (24 s): The engine does not answer.',
    'single-tunnel, planned-maintenance: not run (0 s)',
  ]);
});
