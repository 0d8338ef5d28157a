import { readFileSync } from 'node:fs';
import test from 'ava';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';

/** Site6 has the LAN of Site5 beside its own one. */
const lab = readFileSync(new URL('errors/prefix-takes-hosts-of-another-site.yaml', import.meta.url), 'utf8');

/** The rules that the lab breaks if the device of Site6 has that as well. */
function broken(property: string): string[] {
  const device = '{ name: device3, localNetworkGateway: Site6-1 }';
  const text = lab.replace(device, device.replace(' }', `, ${property} }`));
  const examination = examineDefinition(yamlSource(text, 'lab.yaml'), faults);
  return examination.ok ? [] : examination.problems.map(({ rule }) => rule);
}

test('a prefix that a device announces takes the hosts of another site', (t) => {
  t.deepEqual(broken('announces: [10.61.0.0/16, 10.51.0.0/16]'), ['prefix-takes-hosts-of-another-site']);
});

test('a prefix that no device announces takes none', (t) => {
  t.deepEqual(broken('announces: [10.61.0.0/16]'), []);
});
