import type { UndoRecord } from '../faults/undo-records.ts';
import type { ActiveFault } from './snapshot.ts';

/** The part of a fault's record that a snapshot shows. */
export type RecordedFault = Pick<
  UndoRecord,
  'id' | 'recordedAt' | 'fault' | 'target' | 'parameters' | 'steps'
>;

/** An active fault, from the record of its undo. */
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
