import { isOfKind, SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until, WaitError } from '../../base/until.ts';
import { heal } from '../../lab/faults/inject.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Missing } from '../../lab/redundancy/missing.ts';
import { missingText } from '../../lab/redundancy/missing-text.ts';
import { requirementsOf } from '../../lab/redundancy/requirements.ts';
import { connectionsByPort } from '../../lab/redundancy/tunnel-ports.ts';
import { askNodes } from '../../lab/status/ask-nodes.ts';
import { missingFrom } from '../../lab/status/missing-from.ts';
import type { LiveStep, Watch } from '../steps.ts';

/**
 * Undoes every fault that is recorded in a lab, the latest first, no matter who applied it, and waits until the lab is
 * whole.
 *
 * @param seconds that the lab has to become whole again
 * @throws SwitchoverError (lab-not-ready) with everything that could not be undone, or that is missing in the end
 */
export async function healLab(
  lab: Lab,
  { seconds, onStep, signal }: Watch<LiveStep> & { readonly seconds: number },
): Promise<void> {
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
  await untilWhole(lab, { timeoutMs: seconds * 1000, signal });
  onStep({ step: 'whole' });
  signal.throwIfAborted();
}

/** Asks the nodes themselves: their logs may no longer hold what happened long ago. */
async function untilWhole(
  lab: Lab,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const requirements = requirementsOf(lab.topology);
  const connectionAt = connectionsByPort(lab.topology);
  let missing: readonly Missing[] = [];
  const look = async () => {
    const find = (node: string) => (lab.runs(node) ? lab.node(node).container : undefined);
    missing = missingFrom(requirements, connectionAt, await askNodes(lab.topology, find));
    return missing.length === 0 ? ready() : notYet(missingText(missing));
  };
  try {
    await until('Full redundancy', look, { kind: 'lab-not-ready', timeoutMs, intervalMs: 200, signal });
  } catch (error) {
    if (!(error instanceof WaitError)) throw error;
    throw new SwitchoverError(
      'lab-not-ready',
      `The lab is not whole after ${timeoutMs / 1000} s. Missing: ${missingText(missing)}.`,
      { missing },
    );
  }
}
