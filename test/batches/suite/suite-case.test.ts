import { readFile } from 'node:fs/promises';
import test from 'ava';
import { casesOf, longestFirst } from '../../../src/batches/suite/suite-case.ts';
import type { Definition, Expectation } from '../../../src/definition/definition.ts';
import { readDefinition } from '../../../src/definition/read-definition.ts';
import { yamlSource } from '../../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { faultText } from '../../../src/report/words/fault-text.ts';

const file = new URL('../../../labs/dual-redundancy/lab.yaml', import.meta.url);
const lab = readDefinition(yamlSource(await readFile(file, 'utf8'), 'lab.yaml'), faults);

const expecting = (...expect: readonly Expectation[]): Definition => ({ ...lab, expect });
const of = (definition: Definition, profile: 'fast' | 'azure' = 'fast') =>
  casesOf({ asked: 'the-lab', definition }, profile);

test('every entry of expect is a case, with the limits of the profile', (t) => {
  const limits = { fast: { maxOutageSeconds: 5 }, azure: { maxOutageSeconds: 60 } };
  const definition = expecting(
    { fault: 'instance-crash', parameters: {}, limits },
    { fault: 'device-crash', parameters: {}, target: 'device2', limits: { azure: { maxOutageSeconds: 60 } } },
  );
  const { cases, objections } = of(definition);
  t.deepEqual(objections, []);
  t.deepEqual(
    cases.map(({ lab: name, asked, fault, target, limits: own }) => [name, asked, fault, target, own]),
    [
      ['dual-redundancy', 'the-lab', 'instance-crash', undefined, { maxOutageSeconds: 5 }],
      ['dual-redundancy', 'the-lab', 'device-crash', 'device2', undefined],
    ],
  );
  t.deepEqual(of(definition, 'azure').cases[0]?.limits, { maxOutageSeconds: 60 });
});

test('a lab without expectations has no cases', (t) => {
  t.deepEqual(of(expecting()), { cases: [], objections: [] });
});

test('what can never be run is told, all at once', (t) => {
  const { objections } = of(
    expecting(
      { fault: 'device-crash', parameters: {}, target: 'nosuch', limits: {} },
      { fault: 'instance-crash', parameters: {}, target: 'vm', limits: {} },
      { fault: 'instance-crash', parameters: {}, limits: {} },
    ),
  );
  t.is(objections.length, 2);
  t.regex(objections[0] ?? '', /^dual-redundancy, device-crash of nosuch: .*no node "nosuch"/);
  t.regex(objections[1] ?? '', /^dual-redundancy, instance-crash of vm: vm is not a gateway instance/);
});

test('the long cases come first, the others stay in their order', (t) => {
  const { cases } = of(
    expecting(
      { fault: 'instance-crash', parameters: {}, limits: {} },
      { fault: 'device-crash', parameters: {}, limits: {} },
      { fault: 'planned-maintenance', parameters: {}, limits: {} },
      { fault: 'planned-maintenance', parameters: {}, target: 'vnet1gw-1', limits: {} },
    ),
  );
  t.deepEqual(longestFirst(cases).map(faultText), [
    'planned-maintenance',
    'instance-crash',
    'device-crash',
    'planned-maintenance of vnet1gw-1',
  ]);
});
