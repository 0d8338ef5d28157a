import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';
import { type FaultParameters, onlyGiven } from '../../definition/fault-parameters.ts';
import type { Container } from '../../engine/containers/container.ts';
import { isNotFound } from '../../engine/engine-error.ts';
import type { UndoStep } from '../../faults/kit/undo-step.ts';
import { parameterValuesSchema } from '../../observations/applied-fault.ts';
import type { Lab } from '../lab.ts';

const step = {
  afterSeconds: z.number(),
  node: z.string(),
  container: z.string().describe("id of the node's container when the fault was applied"),
};

/** A recorded step. It is skipped if another container has replaced the one that was hit. */
const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replace'), ...step }),
  z.object({ kind: z.literal('run'), script: z.string(), ...step }),
]);

export type RecordedStep = z.infer<typeof stepSchema>;

/**
 * A fault in a lab and the steps that undo it, written into the lab before the fault is applied. Anyone with access to
 * the engine can then undo the fault, even if the process that applied it was killed or runs on another machine.
 */
const undoRecord = new StoredFormat({
  name: 'undo',
  version: 1,
  schema: z.object({
    id: z.string(),
    recordedAt: z.string().describe('ISO 8601, by the clock of the machine that recorded it'),
    fault: z.string(),
    target: z.string(),
    parameters: parameterValuesSchema,
    steps: z.array(stepSchema).readonly(),
  }),
  otherVersion: 'Undo the fault with that version, or take the lab down and bring it up again.',
  kind: 'lab-not-ready',
});

export type UndoRecord = Parameters<typeof undoRecord.write>[0];

const folder = '/etc/switchover/faults';

/** @returns a record for a lab as it is now, with a unique id */
export const newRecord = (
  lab: Lab,
  fault: string,
  { target, parameters }: { readonly target: string; readonly parameters: FaultParameters },
  steps: readonly UndoStep[],
): UndoRecord => ({
  id: `${fault}-${randomBytes(4).toString('hex')}`,
  recordedAt: new Date().toISOString(),
  fault,
  target,
  parameters: onlyGiven(parameters),
  steps: steps.map((one) => ({ ...one, container: lab.node(one.node).container.id })),
});

/** Writes a record into its lab. */
export async function writeRecord(lab: Lab, record: UndoRecord): Promise<void> {
  const file = { content: undoRecord.write(record), mode: 0o600 };
  await keeper(lab).writeFiles(new Map([[pathOf(record), file]]));
}

/** Deletes a record: its fault is undone, or had nothing to undo. */
export async function removeRecord(lab: Lab, record: UndoRecord): Promise<void> {
  await keeper(lab).exec(['rm', '-f', pathOf(record)]);
}

/** Whether the fault of a record is still to be undone. */
export async function isRecorded(lab: Lab, record: UndoRecord): Promise<boolean> {
  return (await keeper(lab).exec(['test', '-e', pathOf(record)])).exitCode === 0;
}

/**
 * The active faults of a lab, oldest first.
 *
 * @throws SwitchoverError (lab-not-ready) when another version of the program wrote a record
 */
export async function readRecords(container: Pick<Container, 'readDirectory'>): Promise<UndoRecord[]> {
  try {
    const files = await container.readDirectory(folder);
    return [...files]
      .map(([name, content]) => undoRecord.read(content.toString(), `${folder}/${name}`))
      .sort((a, b) => a.recordedAt.localeCompare(b.recordedAt));
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** The node with the records: the one that no fault replaces. */
export const recordKeeper = ({ topology }: Pick<Lab, 'topology'>): string =>
  topology.nodes.find(({ keepsRecords }) => keepsRecords)?.name ?? '';

const keeper = (lab: Lab) => lab.node(recordKeeper(lab)).container;

const pathOf = ({ id }: UndoRecord): string => `${folder}/${id}.json`;
