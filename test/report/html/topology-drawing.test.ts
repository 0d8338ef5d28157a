import test from 'ava';
import { hitsOf, numbersText } from '../../../src/report/html/topology/hits.ts';
import { linesOf, nameSize, textWidth } from '../../../src/report/html/topology/label.ts';
import { designOf } from '../../../src/topology/design.ts';
import { recovered } from '../../batches/suite/run-results.ts';
import { labTopology } from '../../topology/lab-topology.ts';

test('a long name is broken after its hyphens, a word without hyphens where it must be', (t) => {
  const lines = (name: string) => linesOf(name, nameSize, 150);
  t.deepEqual(lines('vnet1gw-0'), ['vnet1gw-0']);
  t.deepEqual(lines('virtual-network-gateway-of-production-0'), [
    'virtual-network-',
    'gateway-of-',
    'production-0',
  ]);
  t.deepEqual(linesOf('gateway instance', 12, 80), ['gateway', 'instance']);
  const word = 'w'.repeat(63);
  t.is(lines(word).join(''), word);
  for (const line of lines(word)) t.true(textWidth(line, nameSize) <= 150);
});

test('an event is at the machine, the interface, the tunnel or the connection that it happened to', (t) => {
  const [event] = recovered.events;
  if (!event) throw new Error('no event');
  const targets = ['device1:wan0', 'vnet1gw-1--device2', 'vnet1tosite5_1', 'device1:wan0'];
  const others = targets.map((target) => ({ ...event, target, deadNodes: [] }));
  const { dead, numbers, several } = hitsOf(
    [{ events: [event, ...others] }],
    designOf(labTopology('dual-redundancy')),
  );
  t.deepEqual([...dead], ['vnet1gw-0']);
  t.deepEqual(Object.fromEntries(numbers), {
    'vnet1gw-0': [1],
    device1: [2, 5],
    'vnet1gw-1--device2': [3],
    'vnet1gw-0--device1': [4],
    'vnet1gw-1--device1': [4],
  });
  t.true(several);
});

test('numbers of events that follow each other are a range', (t) => {
  t.is(numbersText([1]), '1');
  t.is(numbersText([1, 2]), '1, 2');
  t.is(numbersText([2, 3, 4]), '2–4');
  t.is(numbersText([1, 2, 4]), '1, 2, 4');
});
