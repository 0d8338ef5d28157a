import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Definition } from '../definition/definition.ts';
import type { NodePlan, PlannedFile } from '../nodes/node-plan.ts';
import type { Blueprint } from './blueprint.ts';

/** Of the shape of a record: another number when an older program could not read it, or a newer one not the old. */
const format = 'switchover-lab/2';

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

/** @throws SwitchoverError (lab-not-ready) when another version of this program wrote the record */
export function parseLabRecord(text: string): LabRecord {
  const { format: written, ...record } = JSON.parse(text);
  if (written === format) return record;
  const told = typeof written === 'string' ? written : 'a record without a format';
  throw new SwitchoverError(
    'lab-not-ready',
    `The lab was brought up by another version of this program (${told}, not ${format}): \`down\` removes it.`,
  );
}

export const recordPath = '/etc/switchover/lab.json';

export function labRecord(blueprint: Blueprint): [string, PlannedFile] {
  const { id, definition, profile, dataplane, image, kernel } = blueprint;
  const record: LabRecord & { readonly format: string } = {
    format,
    id,
    definition: withoutKeys(definition),
    profile,
    dataplane,
    image,
    kernel,
  };
  return [recordPath, { content: `${JSON.stringify(record, null, 2)}\n`, secret: true }];
}

/** In the place of a key; a valid one, so that a saved definition is one as well. */
const unrecordedKey = 'NotRecorded';

/** Whether a node was planned from a record alone, so that its keys are not known. */
export const hasNoKeys = ({ files }: NodePlan): boolean =>
  [...files.values()].some(({ content }) => content.includes(unrecordedKey));

/** The definition as it may be written down: the keys stay where strongSwan needs them. */
export function withoutKeys(definition: Definition): Definition {
  const connections = definition.connections.map((connection) => ({
    ...connection,
    sharedKey: unrecordedKey,
  }));
  return { ...definition, connections };
}
