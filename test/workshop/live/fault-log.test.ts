import test from 'ava';
import type { ActiveFault } from '../../../src/lab/snapshot/snapshot.ts';
import { FaultLog } from '../../../src/workshop/live/fault-log.ts';

const fault = (id: string): ActiveFault => ({
  id,
  fault: 'link-down',
  target: 'device1:wan0',
  parameters: {},
  since: '2026-11-29T10:00:00.000Z',
  endsAt: null,
});

test('a fault is logged once, and stays in the log when it is healed', (t) => {
  const log = new FaultLog();
  log.look([]);
  const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 10, 0, second));
  log.look([fault('a')], at(1));
  log.look([fault('a'), fault('b')], at(2));
  log.look([fault('b')], at(3));
  log.look([fault('b')], at(4));
  t.deepEqual(
    log.faults.map(({ id, seenAt, healedAt }) => [id, seenAt, healedAt]),
    [
      ['a', at(1), at(3)],
      ['b', at(2), undefined],
    ],
  );
});

test('a fault that was there before the first look was seen by an earlier server', (t) => {
  const log = new FaultLog();
  log.look([fault('a')], new Date('2026-11-29T10:05:00.000Z'));
  t.is(log.faults[0]?.seenAt.toISOString(), fault('a').since);
});

test('a fault that nothing needs to undo is logged as over', (t) => {
  const log = new FaultLog();
  log.note({ id: 'r', fault: 'bgp-reset', target: 'device1', parameters: {} });
  log.look([]);
  t.is(log.faults.length, 1);
  t.truthy(log.faults[0]?.healedAt);
});
