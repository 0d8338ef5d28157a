import test from 'ava';
import * as z from 'zod';
import { asGiven, parametersText } from '../../src/definition/fault-parameters.ts';
import { faultNamed, parameterObjection } from '../../src/definition/known-fault.ts';
import { faults, faultsByName } from '../../src/faults/by-name.ts';
import type { FaultRequest } from '../../src/faults/kit/fault.ts';
import { labDefinition, labTopology } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

type Parameters = FaultRequest['parameters'];

const objection = (name: string, parameters: Parameters): string | undefined => {
  const fault = faultNamed(faults, name);
  return fault ? parameterObjection(fault, parameters) : 'no such fault';
};

test('a fault is found by its name', (t) => {
  const names: readonly string[] = Object.keys(faultsByName);
  t.deepEqual(
    names.map((name) => faultNamed(faults, name)?.name),
    names,
  );
  t.is(faultNamed(faults, 'flood'), undefined);
});

test('a crash tells nobody, a cable only the two at its ends; a summary is one line', (t) => {
  for (const fault of faults) {
    t.false(fault.summary.includes('\n'));
    if (fault.kind === 'composite') continue;
    const silent = /instance-crash|device-crash|zone|blackhole|degrade|mtu|address/.test(fault.name);
    const expected = silent ? 'nobody' : fault.name === 'link-down' ? 'neighbours' : 'peers';
    t.is(fault.notice({}), expected, fault.name);
  }
});

test('the parameters decide who is told: a silent deletion and a dead charon tell nobody', (t) => {
  t.is(faultsByName['tunnel-delete'].notice({ silently: true }), 'nobody');
  t.is(faultsByName['process-crash'].notice({ program: 'charon' }), 'nobody');
  t.is(faultsByName['process-crash'].notice({ program: 'zebra' }), 'peers');
});

test('every fault that has to be undone takes its time as a parameter, and no other fault', (t) => {
  const setting = { definition: labDefinition('dual-redundancy'), topology: labTopology('dual-redundancy') };
  for (const fault of faults) {
    if (fault.kind === 'composite') continue;
    const [target = ''] = fault.targets(setting);
    const steps = fault.undo(fakeWorkbench(setting.topology), { target, parameters: {} });
    t.is('lastsSeconds' in fault.parameters, steps.length > 0, fault.name);
  }
});

test('faults that share a parameter mean the same by it, and every parameter is described', (t) => {
  const known = new Map<string, object>();
  for (const fault of faults) {
    for (const [name, schema] of Object.entries(fault.parameters)) {
      const meaning = z.toJSONSchema(asGiven(schema));
      t.deepEqual(meaning, known.get(name) ?? meaning, `${name} of ${fault.name}`);
      t.truthy(schema.description, `${name} of ${fault.name}`);
      known.set(name, meaning);
    }
  }
});

const fitting: readonly (readonly [name: string, parameters: Parameters])[] = [
  ['instance-crash', { lastsSeconds: 3 }],
  ['link-degrade', { rateMbps: 5 }],
  ['flap', {}],
  ['flap', { of: 'link-degrade', lossPercent: 5, times: 2 }],
  ['flap', { of: 'blackhole', direction: 'in' }],
  ['in-turn', {}],
  ['in-turn', { each: 'planned-maintenance', graceful: false, pauseSeconds: 5 }],
];
for (const [name, parameters] of fitting) {
  test(`${name} takes ${parametersText(parameters) || 'no parameters'}`, (t) => {
    t.is(objection(name, parameters), undefined);
  });
}

const worse = 'lossPercent, delayMs, rateMbps';
const refused: readonly (readonly [name: string, parameters: Parameters, words: string])[] = [
  ['bgp-reset', { lastsSeconds: 3 }, 'has no parameter lastsSeconds; it has none'],
  ['instance-crash', { only: 'ike' }, 'has no parameter only; it has lastsSeconds'],
  ['link-degrade', { lastsSeconds: 3 }, `needs at least one of ${worse}`],
  ['flap', { of: 'link-degrade' }, `needs at least one of ${worse}`],
  ['flap', { of: 'blackhole', lossPercent: 5 }, 'of blackhole has no parameter lossPercent'],
  ['flap', { only: 'ike' }, 'of link-down has no parameter only'],
];
for (const [name, parameters, words] of refused) {
  test(`${name} with ${parametersText(parameters)} is refused`, (t) => {
    t.is(objection(name, parameters), words);
  });
}
