import test from 'ava';
import { cellTimers, cellTitle, gridOf } from '../../../src/batches/sweep/grid.ts';
import { variations } from '../../../src/cli/option-values.ts';

test('two timers with values give every combination', (t) => {
  const cells = gridOf(variations('bgp=3/9,10/30', variations('dpd=9,15,30')));
  t.is(cells.length, 6);
  t.deepEqual(cells.map(cellTitle).slice(2, 4), ['DPD 30 s, BGP 3/9 s', 'DPD 9 s, BGP 10/30 s']);
  t.deepEqual(cellTimers(cells[3] ?? {}), {
    dpdTimeoutSeconds: 9,
    bgp: { keepaliveSeconds: 10, holdSeconds: 30 },
  });
});

test('a timer that is not varied stays as it is', (t) => {
  const cells = gridOf(variations('dpd=9,9,15'));
  t.deepEqual(cells.map(cellTitle), ['DPD 9 s', 'DPD 15 s']);
  t.deepEqual(cellTimers(cells[0] ?? {}), { dpdTimeoutSeconds: 9 });
});
