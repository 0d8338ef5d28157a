import { readFileSync } from 'node:fs';
import type { Definition } from '../../src/definition/definition.ts';
import { type ProfileName, profileNamed } from '../../src/definition/profile.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { buildTopology } from '../../src/topology/build-topology.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { readDefinition } from '../definition/read-definition.ts';

/** The definition of a lab in labs/. */
export function labDefinition(name: string): Definition {
  const file = new URL(`../../labs/${name}/lab.yaml`, import.meta.url);
  return readDefinition(yamlSource(readFileSync(file, 'utf8'), 'lab.yaml'), faults);
}

export const labTopology = (name: string, profile?: ProfileName): Topology =>
  topologyOf(labDefinition(name), profile);

export const topologyOf = (definition: Definition, profile: ProfileName = 'fast'): Topology =>
  buildTopology(definition, profileNamed(profile));
