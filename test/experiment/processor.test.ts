import test from 'ava';
import { parseProcessorTimes, processorUse } from '../../src/experiment/processor.ts';

const machine = [
  '50.00 83.00',
  'cpu  1000 0 500 8000 300 0 100 100 0 0',
  'cpu0 500 0 250 4000 150 0 50 50 0 0',
  'cpu1 500 0 250 4000 150 0 50 50 0 0',
  'some avg10=0.00 avg60=1.20 avg300=0.80 total=2500000',
  'full avg10=0.00 avg60=0.00 avg300=0.00 total=9000000',
];

test('processor times are read from the kernel, which may not count who waits', (t) => {
  const times = { total: 100, idle: 83, stolen: 1, up: 50 };
  t.deepEqual(parseProcessorTimes(machine.join('\n')), { ...times, waiting: 2.5 });
  t.deepEqual(parseProcessorTimes(machine.slice(0, 4).join('\n')), { ...times, waiting: undefined });
});

test('the total comes from the clock, because the ticks of busy time miss short programs', (t) => {
  const [, , ...rest] = machine;
  t.is(
    parseProcessorTimes(['50.00 83.00', 'cpu  1 0 1 8000 300 0 0 100 0 0', ...rest].join('\n')).total,
    100,
  );
});

const before = { machine: parseProcessorTimes(machine.join('\n')), program: 1, lab: new Map([['a', 5]]) };
const later = { total: 120, idle: 93, stolen: 2, up: 60, waiting: 4.5 };

test('processor time is divided into shares; a container that started in between counts from its start', (t) => {
  const lab = new Map([
    ['a', 8],
    ['b', 1],
  ]);
  t.deepEqual(processorUse(before, { machine: later, program: 2, lab }), {
    labShare: 0.2,
    otherShare: 0.25,
    programShare: 0.05,
    stolenShare: 0.05,
    waitingShare: 0.2,
  });
});

test('nothing is said when it is not known what an ended container used', (t) => {
  t.is(processorUse(before, { machine: later, program: 2, lab: new Map([['b', 1]]) }), undefined);
});
