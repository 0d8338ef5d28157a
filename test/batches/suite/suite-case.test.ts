import { readFile } from 'node:fs/promises';
import test from 'ava';
import { casesOf, choiceText, longestFirst } from '../../../src/batches/suite/suite-case.ts';
import type { Definition, Expectation } from '../../../src/definition/definition.ts';
import { readDefinition } from '../../../src/definition/read-definition.ts';
import { yamlSource } from '../../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../../src/faults/by-name.ts';

const file = new URL('../../../labs/dual-redundancy/lab.yaml', import.meta.url);
const lab = readDefinition(yamlSource(await readFile(file, 'utf8'), 'lab.yaml'), faults);

const expecting = (...expect: readonly Expectation[]): Definition => ({ ...lab, expect });

test('every entry of expect is a case, with the limits of the profile', (t) => {
  const limits = { fast: { maxOutageSeconds: 5 }, azure: { maxOutageSeconds: 60 } };
  const definition = expecting(
    { fault: 'instance-crash', parameters: {}, limits },
    { fault: 'device-crash', parameters: {}, target: 'device2', limits: { azure: { maxOutageSeconds: 60 } } },
  );
  const { cases, objections } = casesOf(definition, 'fast');
  t.deepEqual(objections, []);
  t.deepEqual(
    cases.map(({ definition: own, fault, limits: kept }) => [own.name, fault, kept]),
    [
      [
        'dual-redundancy',
        { name: 'instance-crash', target: undefined, parameters: {} },
        { maxOutageSeconds: 5 },
      ],
      ['dual-redundancy', { name: 'device-crash', target: 'device2', parameters: {} }, undefined],
    ],
  );
  t.deepEqual(casesOf(definition, 'azure').cases[0]?.limits, { maxOutageSeconds: 60 });
});

test('a lab without expectations has no cases', (t) => {
  t.deepEqual(casesOf(expecting(), 'fast'), { cases: [], objections: [] });
});

test('all impossible entries are reported at once', (t) => {
  const { cases, objections } = casesOf(
    expecting(
      { fault: 'device-crash', parameters: {}, target: 'nosuch', limits: {} },
      { fault: 'instance-crash', parameters: {}, target: 'vm', limits: {} },
      { fault: 'instance-crash', parameters: {}, limits: {} },
    ),
    'fast',
  );
  t.is(cases.length, 1);
  t.is(objections.length, 2);
  t.regex(objections[0] ?? '', /^dual-redundancy, device-crash of nosuch: .*no node "nosuch"/);
  t.regex(objections[1] ?? '', /^dual-redundancy, instance-crash of vm: vm is not a gateway instance/);
});

test('the long cases come first, the others stay in their order', (t) => {
  const { cases } = casesOf(
    expecting(
      { fault: 'instance-crash', parameters: {}, limits: {} },
      { fault: 'device-crash', parameters: {}, limits: {} },
      { fault: 'planned-maintenance', parameters: {}, limits: {} },
      { fault: 'planned-maintenance', parameters: {}, target: 'vnet1gw-1', limits: {} },
    ),
    'fast',
  );
  t.deepEqual(
    longestFirst(cases).map(({ fault }) => choiceText(fault)),
    ['planned-maintenance', 'instance-crash', 'device-crash', 'planned-maintenance of vnet1gw-1'],
  );
});
