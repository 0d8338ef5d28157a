import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type FaultParameters, onlyGiven } from '../../definition/fault-parameters.ts';
import type { Container } from '../../engine/containers/container.ts';
import { isNotFound } from '../../engine/engine-error.ts';
import type { Lab } from '../../lab/lab.ts';
import { type ParameterValues, parameterValuesSchema } from '../../observations/applied-fault.ts';
import type { RecordedStep, UndoStep } from './undo.ts';

/**
 * What is broken in a lab, and how it is undone: written into the lab before the fault is applied. Whoever reaches the
 * engine can then undo it, also when the process that applied it was killed, or runs on another machine.
 */
export interface UndoRecord {
  readonly id: string;
  /** ISO 8601, by the clock of the machine that recorded it. */
  readonly recordedAt: string;
  readonly fault: string;
  readonly target: string;
  readonly parameters: ParameterValues;
  readonly steps: readonly RecordedStep[];
}

const folder = '/etc/switchover/faults';

const common = {
  afterSeconds: z.number(),
  ifNeeded: z.literal(true).exactOptional(),
  node: z.string(),
  container: z.string(),
};
const recordSchema = z.object({
  id: z.string(),
  recordedAt: z.string(),
  fault: z.string(),
  target: z.string(),
  parameters: parameterValuesSchema,
  steps: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('replace'), ...common }),
      z.object({ kind: z.literal('run'), script: z.string(), ...common }),
    ]),
  ),
});

/** @returns a record with an id that no other one has, of a lab as it is now. */
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
  steps: steps.map((step) => ({ ...step, container: lab.node(step.node).container.id })),
});

/** Writes a record into the lab that it is about. */
export async function writeRecord(lab: Lab, record: UndoRecord): Promise<void> {
  const content = `${JSON.stringify(record, null, 2)}\n`;
  await keeper(lab).writeFiles(new Map([[pathOf(record), { content, mode: 0o600 }]]));
}

/** What was undone is broken no more. */
export async function removeRecord(lab: Lab, record: UndoRecord): Promise<void> {
  await keeper(lab).exec(['rm', '-f', pathOf(record)]);
}

/** Whether nobody has undone it yet. */
export async function isRecorded(lab: Lab, record: UndoRecord): Promise<boolean> {
  return (await keeper(lab).exec(['test', '-e', pathOf(record)])).exitCode === 0;
}

/** Everything that is broken in a lab just now, the oldest first. */
export async function readRecords(container: Pick<Container, 'readDirectory'>): Promise<UndoRecord[]> {
  try {
    const files = await container.readDirectory(folder);
    return [...files.values()]
      .map((content) => recordSchema.parse(JSON.parse(content.toString())))
      .sort((a, b) => a.recordedAt.localeCompare(b.recordedAt));
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** The node that keeps the lab's records. */
export const recordKeeper = ({ topology }: Pick<Lab, 'topology'>): string =>
  topology.nodes.find(({ keepsRecords }) => keepsRecords)?.name ?? '';

const keeper = (lab: Lab) => lab.node(recordKeeper(lab)).container;

const pathOf = ({ id }: UndoRecord): string => `${folder}/${id}.json`;
