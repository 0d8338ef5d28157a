import { z } from 'zod';
import { StoredFormat } from '../base/files/stored.ts';
import type { Definition } from '../definition/definition.ts';
import { definitionSchema } from '../definition/definition-schema.ts';
import { profileSchema } from '../definition/profile.ts';
import type { Container } from '../engine/containers/container.ts';
import type { NodePlan, PlannedFile } from '../nodes/node-plan.ts';
import { type Blueprint, kernelAbilitiesSchema } from './blueprint.ts';

/**
 * What a lab writes about itself into one of its nodes, so that another process, on any machine, can learn from the
 * engine alone which lab this is.
 */
const recordFormat = new StoredFormat({
  name: 'lab',
  version: 4,
  schema: z.object({
    id: z.string(),
    definition: definitionSchema.describe('with every default filled in, without the shared keys'),
    profile: profileSchema,
    dataplane: z.enum(['kernel', 'userspace']),
    image: z.string().describe('reference of the node image'),
    kernel: kernelAbilitiesSchema,
  }),
  otherVersion: 'Take the lab down and bring it up again.',
  kind: 'lab-not-ready',
});

export type LabRecord = ReturnType<typeof recordFormat.read>;

export const recordPath = '/etc/switchover/lab.json';

/** @throws SwitchoverError (lab-not-ready) when another version of this program wrote the record, or it is damaged */
export const parseLabRecord = (text: string): LabRecord => recordFormat.read(text, recordPath);

export function labRecord(blueprint: Blueprint): [string, PlannedFile] {
  const { id, definition, profile, dataplane, image, kernel } = blueprint;
  const record = { id, definition: withoutKeys(definition), profile, dataplane, image, kernel };
  return [recordPath, { content: recordFormat.write(record), secret: true }];
}

/** Writes the record anew, with what has changed since the lab came up. */
export async function writeLabRecord(
  keeper: Pick<Container, 'writeFiles'>,
  blueprint: Blueprint,
): Promise<void> {
  const [path, { content }] = labRecord(blueprint);
  await keeper.writeFiles(new Map([[path, { content, mode: 0o600 }]]));
}

/** Stands in for every key. It is a valid key, so that a saved definition is valid too. */
const unrecordedKey = 'NotRecorded';

/** Whether a node was planned from a record alone, without its keys. */
export const hasNoKeys = ({ files }: NodePlan): boolean =>
  [...files.values()].some(({ content }) => content.includes(unrecordedKey));

/** A definition without its keys, which stay where strongSwan needs them. */
export function withoutKeys(definition: Definition): Definition {
  const connections = definition.connections.map((connection) => ({
    ...connection,
    sharedKey: unrecordedKey,
  }));
  return { ...definition, connections };
}
