import type { UndoRecord } from '../faults/undo-records.ts';
import type { ActiveFault } from './snapshot.ts';

/** What is recorded of a fault as long as it is there. */
export type RecordedFault = Pick<
  UndoRecord,
  'id' | 'recordedAt' | 'fault' | 'target' | 'parameters' | 'steps'
>;

/** A fault that is there, from what is recorded for undoing it. */
export function activeFault({
  id,
  recordedAt,
  fault,
  target,
  parameters,
  steps,
}: RecordedFault): ActiveFault {
  const begun = Date.parse(recordedAt);
  const seconds = Math.max(0, ...steps.map(({ afterSeconds }) => afterSeconds));
  return {
    id,
    fault,
    target,
    parameters,
    since: new Date(begun).toISOString(),
    endsAt: parameters.lastsSeconds === undefined ? null : new Date(begun + seconds * 1000).toISOString(),
  };
}
