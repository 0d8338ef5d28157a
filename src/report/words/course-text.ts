import type { EventResult } from '../../analysis/events/event-result.ts';
import type { TrialResult } from '../../analysis/result.ts';
import { duration } from '../../base/duration.ts';

/**
 * When what was broken was undone: "undone after 12.0 s", or of several faults "link-down of device1:wan0: 0 s to 2.0 s,
 * 4.0 s to 6.0 s". Undefined when machines were away: how long is said elsewhere.
 */
export function courseText({ events }: Pick<TrialResult, 'events'>): string | undefined {
  const [first, ...others] = events;
  if (!first) return undefined;
  if (others.length === 0) {
    if (first.away.length > 0) return undefined;
    return first.undoneAtMs === null
      ? 'nothing to undo: it came back by itself'
      : `undone after ${duration(first.undoneAtMs)}`;
  }
  const names = [...new Set(events.map(nameOf))];
  return names
    .map(
      (name) =>
        `${name}: ${events
          .filter((event) => nameOf(event) === name)
          .map(timesOf)
          .join(', ')}`,
    )
    .join('; ');
}

/** A row for a table of facts, or none. */
export function courseRow(trial: Pick<TrialResult, 'events'>): string[][] {
  const text = courseText(trial);
  return text === undefined ? [] : [['Fault', text]];
}

const nameOf = ({ fault, target }: EventResult): string => `${fault} of ${target}`;

function timesOf({ at, undoneAtMs, away }: EventResult): string {
  const from = duration(Math.max(0, at.estimateMs));
  if (undoneAtMs !== null) return `${from} to ${duration(undoneAtMs)}`;
  return away.length > 0 ? `from ${from} on` : `at ${from}`;
}
