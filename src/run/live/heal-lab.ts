import { isOfKind, SwitchoverError } from '../../base/errors/switchover-error.ts';
import { heal } from '../../lab/faults/inject.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import { adoptTimers } from '../../lab/timers/adopt-timers.ts';
import type { LiveStep, Watch } from '../steps.ts';
import { untilWhole } from './until-whole.ts';

export interface Healing {
  /** That the lab has to become whole again. */
  readonly seconds: number;
  /** When the last fault was undone, if no record of one is left; `performance.now()`. Absent: now. */
  readonly repairedAt?: number;
}

/**
 * Undoes every fault that is recorded in a lab, the latest first, no matter who applied it, and waits until the lab is
 * whole. What passed through a tunnel before the last repair does not show that it is whole.
 *
 * @throws SwitchoverError (lab-not-ready) with everything that could not be undone, or that is missing in the end
 */
export async function healLab(
  lab: Lab,
  { seconds, repairedAt, onStep, signal }: Watch<LiveStep> & Healing,
): Promise<void> {
  await adoptTimers(lab);
  const records = await readRecords(lab.node(recordKeeper(lab)).container);
  if (records.length === 0) onStep({ step: 'nothing-broken' });
  const failures: string[] = [];
  for (const record of records.toReversed()) {
    const { fault, target } = record;
    try {
      await heal(lab, record, { since: undefined, signal });
      onStep({ step: 'undone', fault, target });
    } catch (error) {
      // The other faults can still be undone. Errors of other kinds would hit them as well.
      if (!isOfKind(error, 'nothing-measured', 'lab-not-ready')) throw error;
      failures.push(`${fault} of ${target} could not be undone: ${error.message}`);
    }
  }
  if (failures.length > 0) throw new SwitchoverError('lab-not-ready', failures.join('\n'));
  const since = (records.length === 0 ? repairedAt : undefined) ?? performance.now();
  await untilWhole(lab, { since, timeoutMs: seconds * 1000, signal });
  onStep({ step: 'whole' });
  signal.throwIfAborted();
}
