import type { Bracket } from '../../base/bracket.ts';
import type { Fault, FaultRequest } from '../../faults/kit/fault.ts';
import { FaultError } from '../../faults/kit/fault-error.ts';
import { nodesOf } from '../../faults/kit/target.ts';
import type { Broken } from '../../topology/broken.ts';
import { machineOf } from '../../topology/fault-target.ts';
import type { Lab } from '../lab.ts';
import { type UndoTimes, undo } from './undo.ts';
import { isRecorded, newRecord, removeRecord, type UndoRecord, writeRecord } from './undo-records.ts';
import { workbenchOf } from './workbench-of.ts';

/** A fault that was applied and observed. */
export interface Injected {
  readonly fault: Fault;
  readonly request: FaultRequest;
  readonly appliedAt: Bracket;
  readonly broken: Broken;
  readonly record: UndoRecord;
  /** When it was applied, as `performance.now()`. */
  readonly since: number;
}

/**
 * Records the undo of a fault in the lab, applies the fault, and then waits until its effect is observed. A fault that
 * could not be applied, or had no effect, is undone at once.
 *
 * @throws FaultError when the fault did not happen
 */
export async function inject(lab: Lab, fault: Fault, request: FaultRequest): Promise<Injected> {
  const bench = workbenchOf(lab);
  const steps = fault.undo(bench, request);
  for (const node of [...machinesOf(request.target), ...steps.map((step) => step.node)]) {
    if (lab.isDead(node)) throw new FaultError(`${node} is gone, and nothing can happen to it.`, { node });
  }
  const objection = await fault.impossibleNow?.(bench, request);
  if (objection !== undefined) throw new FaultError(objection, { target: request.target });
  const record = newRecord(lab, fault.name, request, steps);
  // A fault that ends by itself has nothing to undo.
  if (steps.length > 0) await writeRecord(lab, record);
  try {
    const appliedAt = await fault.apply(bench, request);
    const since = performance.now();
    await fault.verify(bench, request, appliedAt);
    const broken = fault.breaks(lab.topology, request);
    return { fault, request, appliedAt, broken, record, since };
  } catch (error) {
    // The first error is the one to report. Its remains are undone as far as possible.
    await heal(lab, record, { since: undefined, signal: lab.failure }).catch(() => {});
    throw error;
  }
}

/** The names in a target that are nodes, also those of links. */
const machinesOf = (target: string): string[] => nodesOf(target).map(machineOf);

/** Undoes a fault, whichever process applied it, and deletes its record. Harmless if another process was faster. */
export async function heal(lab: Lab, record: UndoRecord, times: UndoTimes): Promise<void> {
  await undo(lab, record.steps, { ...times, isBroken: () => isRecorded(lab, record) });
  await removeRecord(lab, record);
}
