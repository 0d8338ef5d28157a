import test from 'ava';
import { outputSince } from '../../../src/run/folder/output-since.ts';

test('of a lab that was up already, a run has only what the nodes said during the run', (t) => {
  const [gateway, device] = [['up'], ['up', 'ready']];
  const output = new Map<string, string[][]>([
    ['vnet1gw-0', [['killed'], gateway]],
    ['device1', [device]],
  ]);
  const ownOutput = outputSince(output);
  gateway.push('down');
  output.set('vnet1gw-0', [['killed'], gateway, ['replaced']]);
  t.deepEqual(
    [...ownOutput()],
    [
      ['vnet1gw-0', [['down'], ['replaced']]],
      ['device1', []],
    ],
  );
});

test('a run that brings its lab up has everything', (t) => {
  const output = new Map<string, string[][]>();
  const ownOutput = outputSince(output);
  output.set('vnet1gw-0', [['up'], []]);
  t.deepEqual([...ownOutput()], [['vnet1gw-0', [['up'], []]]]);
});
