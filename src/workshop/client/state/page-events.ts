import type { LabUpdate } from '../../../lab/snapshot/lab-update.ts';
import type { ActiveFault, LabSnapshot } from '../../../lab/snapshot/snapshot.ts';
import { updateTexts } from '../../../report/words/update-texts.ts';

/** A line in the list of events. */
export interface PageEvent {
  /** Different for each event of a page. */
  readonly key: string;
  /** Milliseconds since 1970 by the clock of the engine's machine. */
  readonly atMs: number;
  /** Since the fault that came last before it; null: there was none. */
  readonly sinceFaultMs: number | null;
  readonly text: string;
  readonly tone: 'broken' | 'bad' | 'good' | 'plain';
}

/** A page keeps so many: a lab that lost everything says about a hundred lines. */
const mostKept = 400;

/** The list of events after an update. */
export function eventsAfter(
  events: readonly PageEvent[],
  update: Exclude<LabUpdate, { kind: 'snapshot' }>,
  before: LabSnapshot,
): readonly PageEvent[] {
  const texts = updateTexts(update, before);
  if (texts.length === 0) return events;
  const atMs = Date.parse(update.at);
  const begun = lastFaultMs(
    update.kind === 'change' && update.change.part === 'faults' ? update.change.now : before.faults,
    events,
  );
  const added = texts.map((text, index) => ({
    key: `${update.sequence}-${index}-${update.at}`,
    atMs,
    sinceFaultMs: begun === null || begun > atMs ? null : atMs - begun,
    text,
    tone: toneOf(text),
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

function toneOf(text: string): PageEvent['tone'] {
  if (text.startsWith('broken: ')) return 'broken';
  if (
    / down| gone|lost|not run|not connected|failed|ended|nobody has|not over all|no longer fully|^no /.test(
      text,
    )
  )
    return 'bad';
  if (/ up| ready|undone|fully redundant|connected|has a carrier|no longer missing/.test(text)) return 'good';
  return 'plain';
}
