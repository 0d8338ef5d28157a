import { stringify } from 'yaml';
import { SwitchoverError } from '../../src/base/errors/switchover-error.ts';
import type { Definition } from '../../src/definition/definition.ts';
import { profileNames } from '../../src/definition/profile.ts';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { unfitFaults } from '../../src/run/unfit-faults.ts';
import { designOf } from '../../src/topology/design.ts';
import { trafficEnds } from '../../src/topology/traffic-ends.ts';
import { topologyOf } from '../topology/lab-topology.ts';
import { type ChangedLab, changedLabs, dataOf } from './changed-lab.ts';
import type { FuzzPart } from './fuzz.ts';

/** Labs with changes: each is refused with places and whole sentences, or planned and rendered without an error. */
export const labFiles: FuzzPart<ChangedLab> = {
  what: 'lab files',
  cases: 5000,
  inputs: changedLabs,
  check: (lab) => {
    const examination = examineDefinition(yamlSource(textOf(lab), 'lab.yaml'), faults);
    if (!examination.ok) {
      for (const { line, column, message, advice } of examination.problems) {
        if (line < 1 || column < 1) throw new Error(`no place in the file: ${message}`);
        refuseJunk(message);
        refuseJunk(advice);
      }
      return;
    }
    plan(examination.definition);
  },
  show: textOf,
};

function textOf(lab: ChangedLab): string {
  return stringify(dataOf(lab), { lineWidth: 0 });
}

/** Everything that is made of a valid lab file without an engine. */
function plan(definition: Definition): void {
  unfitFaults(definition);
  for (const profile of profileNames) {
    const topology = topologyOf(definition, profile);
    designOf(topology);
    try {
      trafficEnds(topology);
    } catch (error) {
      if (!(error instanceof SwitchoverError)) throw error;
    }
    for (const dataplane of ['userspace', 'kernel'] as const) {
      for (const { files } of planNodes(topology, dataplaneNamed(dataplane))) {
        for (const [path, { content, secret }] of files) if (!secret) refuseJunk(content, path);
      }
    }
  }
}

/** Words that JavaScript writes where a value is missing. A name of the lab may have them: no name here does. */
function refuseJunk(text: string, where = 'a message'): void {
  const junk = /\bundefined\b|\bNaN\b|\[object |\bInfinity\b/.exec(text)?.[0];
  if (junk !== undefined) throw new Error(`${where} has ${junk}: ${text}`);
}
