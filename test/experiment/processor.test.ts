import test from 'ava';
import { parseProcessorTimes, processorUse } from '../../src/experiment/processor.ts';

const machine = [
  'cpu  1000 0 500 8000 300 0 100 100 0 0',
  'some avg10=0.00 avg60=1.20 avg300=0.80 total=2500000',
  'full avg10=0.00 avg60=0.00 avg300=0.00 total=9000000',
].join('\n');

test('processor times are read from /proc/stat and, if it exists, /proc/pressure/cpu', (t) => {
  t.deepEqual(parseProcessorTimes(machine), { total: 100, idle: 83, stolen: 1, waiting: 2.5 });
  t.is(parseProcessorTimes(machine.split('\n')[0] ?? '').waiting, undefined);
});

test('processor time is divided into shares; a container that started in between counts from its start', (t) => {
  const before = { at: 0, ...parseProcessorTimes(machine), lab: new Map([['a', 5]]) };
  const after = {
    at: 10_000,
    total: before.total + 20,
    idle: before.idle + 10,
    stolen: before.stolen + 1,
    waiting: 4.5,
    lab: new Map([
      ['a', 8],
      ['b', 1],
    ]),
  };
  t.deepEqual(processorUse(before, after), {
    labShare: 0.2,
    otherShare: 0.25,
    stolenShare: 0.05,
    waitingShare: 0.2,
  });
});
