import test from 'ava';
import { faultNames } from '../../src/definition/fault-names.ts';
import { parametersOf } from '../../src/definition/fault-parameters.ts';
import { faultNamed, faultsOf } from '../../src/faults/by-name.ts';

const noScenario = { scenario: [] };
const faults = faultsOf(noScenario);

test('every fault that a lab file can name exists, and no other', (t) => {
  t.deepEqual(faults.map(({ name }) => name).sort(), [...faultNames].sort());
});

test('a fault is found by its name', (t) => {
  for (const name of faultNames) t.is(faultNamed(name, noScenario)?.name, name);
  t.is(faultNamed('flood', noScenario), undefined);
});

test('of a crash nobody is told, of a cable only who is at its ends; a summary is one line', (t) => {
  for (const fault of faults) {
    t.false(fault.summary.includes('\n'));
    if (fault.kind === 'composite') continue;
    const silent = /instance-crash|device-crash|zone|blackhole|degrade/.test(fault.name);
    const expected = silent ? 'nobody' : fault.name === 'link-down' ? 'neighbours' : 'peers';
    t.is(fault.notice({}), expected, fault.name);
  }
});

test('who can be told is told unless it is done silently; a dead charon tells nobody', (t) => {
  const notice = (name: string, parameters: object) => {
    const fault = faultNamed(name, noScenario);
    return fault?.kind === 'single' ? fault.notice(parameters) : undefined;
  };
  t.is(notice('tunnel-delete', { silently: true }), 'nobody');
  t.is(notice('process-crash', { program: 'charon' }), 'nobody');
  t.is(notice('process-crash', { program: 'zebra' }), 'peers');
});

test('what lasts takes its time as a parameter, and what is over at once does not', (t) => {
  for (const { name, kind } of faults) {
    t.is(parametersOf[name].includes('lastsSeconds'), kind === 'single' && name !== 'bgp-reset', name);
  }
});
