import { readdirSync, readFileSync } from 'node:fs';
import type { Definition } from '../../src/definition/definition.ts';
import { type ProfileName, profileNamed } from '../../src/definition/profile.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { buildTopology } from '../../src/topology/build-topology.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { readDefinition } from '../definition/read-definition.ts';

const labsFolder = new URL('../../labs/', import.meta.url);

/** The names of the labs in labs/. */
export const labNames: readonly string[] = readdirSync(labsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The definition of a lab in labs/. */
export function labDefinition(name: string): Definition {
  const file = new URL(`${name}/lab.yaml`, labsFolder);
  return readDefinition(yamlSource(readFileSync(file, 'utf8'), 'lab.yaml'), faults);
}

export const labTopology = (name: string, profile?: ProfileName): Topology =>
  topologyOf(labDefinition(name), profile);

export const topologyOf = (definition: Definition, profile: ProfileName = 'fast'): Topology =>
  buildTopology(definition, profileNamed(profile));
