import test from 'ava';
import { chosenFault } from '../../../src/run/chosen-fault.ts';
import { drawingOf } from '../../../src/workshop/live/drawing/drawing-of.ts';
import type { Drawing } from '../../../src/workshop/protocol/drawing.ts';
import { labDefinition, labNames, topologyOf } from '../../topology/lab-topology.ts';

function drawing(lab: string, netem = false): Drawing {
  const definition = labDefinition(lab);
  const kernel = { esp: false, multipathHashSeed: false, netem };
  return drawingOf({ definition, topology: topologyOf(definition), kernel });
}

const faultsOf = ({ parts }: Drawing, id: string) => parts.find((part) => part.id === id)?.faults ?? [];

test('everything drawn is a part, and every machine and tunnel is drawn both ways', (t) => {
  for (const lab of labNames) {
    const { parts, layouts } = drawing(lab);
    const ids = new Set(parts.map(({ id }) => id));
    t.is(ids.size, parts.length);
    for (const { boxes, lines, width, height } of [layouts.across, layouts.down]) {
      t.is(boxes.length, parts.filter(({ kind }) => kind === 'node').length);
      for (const { part, x, y, width: own, height: high } of boxes) {
        t.true(ids.has(part));
        t.true(x + own <= width && y + high <= height);
      }
      for (const { part } of lines) t.true(part !== undefined && ids.has(part), lab);
    }
  }
});

test('every fault that a part offers can be chosen as it is offered, unless it says why not', (t) => {
  for (const lab of labNames) {
    const definition = labDefinition(lab);
    const setting = { definition, topology: topologyOf(definition) };
    for (const { faults } of drawing(lab).parts) {
      for (const { fault, target, parameters = {}, refusal } of faults) {
        // A degraded link needs to be told how.
        const given = fault === 'link-degrade' ? { lossPercent: 1 } : parameters;
        if (refusal === undefined)
          t.notThrows(() => chosenFault({ name: fault, target, parameters: given }, setting));
        else t.regex(refusal, /\.$|netem/);
      }
    }
  }
});

test('a tunnel offers what happens to it and to its connections, and flap with a fault that it can have', (t) => {
  t.deepEqual(faultsOf(drawing('dual-redundancy'), 'tunnel:vnet1gw-0--device1'), [
    { fault: 'blackhole', target: 'vnet1gw-0--device1' },
    { fault: 'tunnel-delete', target: 'vnet1gw-0--device1' },
    { fault: 'connection-reset', target: 'vnet1tosite5_1' },
    { fault: 'rekey', target: 'vnet1gw-0--device1' },
    { fault: 'psk-mismatch', target: 'vnet1gw-0--device1' },
    { fault: 'flap', target: 'vnet1gw-0--device1', parameters: { of: 'blackhole' } },
  ]);
});

test('a device offers the faults of its public link, which has no line', (t) => {
  const own = faultsOf(drawing('dual-redundancy'), 'node:device1');
  t.true(own.some(({ fault, target }) => fault === 'device-crash' && target === 'device1'));
  t.true(own.some(({ fault, target }) => fault === 'link-down' && target === 'device1:wan0'));
  t.true(own.some(({ target }) => target === 'vnet1gw-1+device1'));
});

test('a delay needs netem, and the form says so', (t) => {
  const delay = (netem: boolean) =>
    drawing('dual-redundancy', netem).faults['link-degrade']?.parameters.find(
      ({ name }) => name === 'delayMs',
    );
  t.like(delay(false), { kind: 'number', least: 1, most: 10_000, whole: false });
  t.regex(delay(false)?.refusal ?? '', /netem/);
  t.is(delay(true)?.refusal, undefined);
});

test('a form has numbers, choices and switches with their defaults', (t) => {
  const { faults } = drawing('dual-redundancy');
  t.like(
    faults.blackhole?.parameters.find(({ name }) => name === 'direction'),
    {
      kind: 'choice',
      default: 'both',
      choices: ['in', 'out', 'both'],
    },
  );
  t.like(
    faults.mtu?.parameters.find(({ name }) => name === 'bytes'),
    { kind: 'number', default: 1300, whole: true },
  );
  t.like(
    faults.mtu?.parameters.find(({ name }) => name === 'icmp'),
    { kind: 'switch', default: false },
  );
});
