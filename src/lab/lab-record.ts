import type { Definition } from '../definition/definition.ts';
import type { PlannedFile } from '../roles/node-plan.ts';
import type { Blueprint } from './blueprint.ts';

/**
 * What a lab writes into one of its own nodes, so that another process, on whatever machine, can find out from the
 * engine alone what it looks at.
 */
export interface LabRecord {
  readonly id: string;
  readonly definition: Blueprint['definition'];
  readonly profile: Blueprint['profile'];
  readonly dataplane: Blueprint['dataplane'];
  readonly image: Blueprint['image'];
  readonly kernel: Blueprint['kernel'];
}

/** @throws {Error} when the text is no record */
export function parseLabRecord(text: string): LabRecord {
  return JSON.parse(text);
}

export const recordPath = '/etc/switchover/lab.json';

export function labRecord(blueprint: Blueprint): [string, PlannedFile] {
  const { id, definition, profile, dataplane, image, kernel } = blueprint;
  const record: LabRecord = {
    id,
    definition: withoutKeys(definition),
    profile,
    dataplane,
    image,
    kernel,
  };
  return [recordPath, { content: `${JSON.stringify(record, null, 2)}\n`, mode: 0o600 }];
}

/** In the place of a key; a valid one, so that a saved definition is one as well. */
const unrecordedKey = 'NotRecorded';

/** The definition as it may be written down: the keys stay where strongSwan needs them. */
export function withoutKeys(definition: Definition): Definition {
  const connections = definition.connections.map((connection) => ({
    ...connection,
    sharedKey: unrecordedKey,
  }));
  return { ...definition, connections };
}
