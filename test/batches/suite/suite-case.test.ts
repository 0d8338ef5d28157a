import { readFile } from 'node:fs/promises';
import test from 'ava';
import { casesOf } from '../../../src/batches/suite/suite-case.ts';
import type { Definition, Expectation } from '../../../src/definition/definition.ts';
import { yamlSource } from '../../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { readDefinition } from '../../definition/read-definition.ts';

const file = new URL('../../../labs/dual-redundancy/lab.yaml', import.meta.url);
const lab = readDefinition(yamlSource(await readFile(file, 'utf8'), 'lab.yaml'), faults);

const expecting = (...expect: readonly Expectation[]): Definition => ({ ...lab, expect });

test('every entry of expect is a case, with the limits of the profile', (t) => {
  const limits = { fast: { maxOutageSeconds: 5 }, azure: { maxOutageSeconds: 60 } };
  const definition = expecting(
    { fault: 'instance-crash', parameters: {}, limits },
    { fault: 'device-crash', parameters: {}, target: 'device2', limits: { azure: { maxOutageSeconds: 60 } } },
  );
  t.deepEqual(
    casesOf(definition, 'fast').map(({ definition: own, fault, limits: kept }) => [own.name, fault, kept]),
    [
      [
        'dual-redundancy',
        { name: 'instance-crash', target: undefined, parameters: {} },
        { maxOutageSeconds: 5 },
      ],
      ['dual-redundancy', { name: 'device-crash', target: 'device2', parameters: {} }, undefined],
    ],
  );
  t.deepEqual(casesOf(definition, 'azure')[0]?.limits, { maxOutageSeconds: 60 });
});

test('a lab without expectations has no cases', (t) => {
  t.deepEqual(casesOf(expecting(), 'fast'), []);
});

test('a case is expected to take as long as it has trials', (t) => {
  const [crash, both, one] = casesOf(
    expecting(
      { fault: 'instance-crash', parameters: {}, limits: {} },
      { fault: 'planned-maintenance', parameters: {}, limits: {} },
      { fault: 'planned-maintenance', parameters: {}, target: 'vnet1gw-1', limits: {} },
    ),
    'fast',
  ).map(({ roughSeconds }) => roughSeconds);
  t.is(one, crash);
  t.true((both ?? 0) > 1.9 * (crash ?? Number.NaN));
});
