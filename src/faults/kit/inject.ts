import type { Lab } from '../../lab/lab.ts';
import type { Broken } from '../../topology/broken.ts';
import { type Fault, FaultError, type FaultRequest } from './fault.ts';
import type { Instant } from './instant.ts';
import { nodesOf } from './target.ts';
import { type UndoTimes, undo } from './undo.ts';
import { isRecorded, newRecord, removeRecord, type UndoRecord, writeRecord } from './undo-record.ts';

/** A fault that is there. */
export interface Injected {
  readonly fault: Fault;
  readonly request: FaultRequest;
  /** T0. */
  readonly appliedAt: Instant;
  readonly broken: Broken;
  readonly record: UndoRecord;
  /** When it was applied, as `performance.now()`. */
  readonly since: number;
}

/**
 * Breaks something: how it is undone is on the engine's disk first, then it is applied, and seen to have happened. What
 * cannot be applied is undone at once.
 *
 * @throws FaultError when it did not happen
 */
export async function inject(lab: Lab, fault: Fault, request: FaultRequest): Promise<Injected> {
  const steps = fault.undo(lab, request);
  for (const node of [...nodesOf(request.target), ...steps.map((step) => step.node)]) {
    if (lab.isDead(node)) throw new FaultError(`${node} is gone, and nothing can happen to it.`);
  }
  const record = newRecord(lab, fault.name, request, steps);
  // What comes back by itself leaves nothing to be done.
  if (steps.length > 0) await writeRecord(lab, record);
  try {
    const appliedAt = await fault.apply(lab, request);
    const since = performance.now();
    await fault.verify(lab, request, appliedAt);
    const broken = fault.breaks(lab.topology, request);
    return { fault, request, appliedAt, broken, record, since };
  } catch (error) {
    // What went wrong first is the error, and what is left of it is undone as far as possible.
    await heal(lab, record, { since: undefined, signal: lab.failure }).catch(() => {});
    throw error;
  }
}

/** Undoes a fault, whoever applied it, and forgets it. Fine when somebody else has done it before its time. */
export async function heal(lab: Lab, record: UndoRecord, times: UndoTimes): Promise<void> {
  await undo(lab, record.steps, { ...times, isBroken: () => isRecorded(lab, record) });
  await removeRecord(lab, record);
}
