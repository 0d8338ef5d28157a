import type { LabUpdate } from '../../../lab/snapshot/lab-update.ts';
import type { ActiveFault, LabSnapshot } from '../../../lab/snapshot/snapshot.ts';
import { type UpdateLine, updateLines } from '../../../report/words/update-texts.ts';

/** A line in the list of events. */
export interface PageEvent extends UpdateLine {
  /** Different for each event of a page. */
  readonly key: string;
  /** Milliseconds since 1970 by the clock of the engine's machine. */
  readonly atMs: number;
  /** Since the fault that came last before it; null: there was none. */
  readonly sinceFaultMs: number | null;
}

/** A page keeps so many: a lab that lost everything says about a hundred lines. */
const mostKept = 400;

/** The list of events after an update. */
export function eventsAfter(
  events: readonly PageEvent[],
  update: Exclude<LabUpdate, { kind: 'snapshot' }>,
  before: LabSnapshot,
): readonly PageEvent[] {
  const lines = updateLines(update, before);
  if (lines.length === 0) return events;
  const atMs = Date.parse(update.at);
  const begun = lastFaultMs(
    update.kind === 'change' && update.change.part === 'faults' ? update.change.now : before.faults,
    events,
  );
  const added = lines.map((line, index) => ({
    ...line,
    key: `${update.sequence}-${index}-${update.at}`,
    atMs,
    sinceFaultMs: begun === null || begun > atMs ? null : atMs - begun,
  }));
  return [...events, ...added].slice(-mostKept);
}

/** The moment of the last fault, also when it was healed since: what comes back then belongs to it as well. */
function lastFaultMs(faults: readonly ActiveFault[], events: readonly PageEvent[]): number | null {
  const earlier = events.findLast(({ sinceFaultMs }) => sinceFaultMs !== null);
  const moments = [
    ...faults.map(({ since }) => Date.parse(since)),
    ...(earlier?.sinceFaultMs == null ? [] : [earlier.atMs - earlier.sinceFaultMs]),
  ];
  return moments.length === 0 ? null : Math.max(...moments);
}
