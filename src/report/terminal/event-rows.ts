import { type DirectionResult, resultsOfEvent } from '../../analysis/direction-results.ts';
import type { EventResult } from '../../analysis/events/event-result.ts';
import { decidedByText } from '../../analysis/recovery/phases.ts';
import type { TrialResult } from '../../analysis/result.ts';
import { duration } from '../../base/duration.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { faultText } from '../words/fault-text.ts';
import { outageText, secondHitsText } from '../words/outage-text.ts';
import { withoutRepairText } from '../words/without-repair-text.ts';
import { predictionText } from './series-table.ts';

/** What each of several events did: a row for the event, and one for each direction of the traffic. */
export interface EventTable {
  readonly heading: readonly string[];
  readonly events: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[];
}

/** The figures of each event of a trial. Undefined: it had only one, and the trial's own figures are those. */
export function eventTable(trial: Pick<TrialResult, 'pairs' | 'events'>): EventTable | undefined {
  const { events } = trial;
  if (events.length < 2) return undefined;
  return {
    heading: [
      'Event',
      'Flows hit',
      'Outage, longest',
      'Last flow back',
      'Phases',
      'Decided by',
      'Predicted',
      'Second hits',
    ],
    events: events.map((event, index) => ({
      title: `${index + 1}. ${eventTitle(event)}`,
      rows: resultsOfEvent(trial, index).map(directionRow),
    })),
  };
}

/** The same as the rows of one table; the first row is the heading. */
export function eventRows(trial: Pick<TrialResult, 'pairs' | 'events'>): string[][] {
  const table = eventTable(trial);
  if (!table) return [];
  return [
    [...table.heading],
    ...table.events.flatMap(({ title, rows }) => [
      [title, ...table.heading.slice(1).map(() => '')],
      ...rows.map((row) => [...row]),
    ]),
  ];
}

/** "instance-crash of vnet1gw-0, from 4.00 s to 10.1 s" after T0; "at 4.00 s" if there was nothing to undo. */
function eventTitle({ fault, target, parameters = {}, at, undoneAtMs, away }: EventResult): string {
  const name = faultText({ fault, target, parameters: parametersText(parameters) });
  const from = at.estimateMs < 0.05 ? 'T0' : duration(at.estimateMs);
  if (undoneAtMs !== null) return `${name}, from ${from} to ${duration(undoneAtMs)}`;
  return away.length > 0 ? `${name}, from ${from} on` : `${name}, at ${from}`;
}

function directionRow(direction: DirectionResult): string[] {
  const { from, to, flows, flowsHit, longestOutage, lastFlowBack, phases } = direction;
  return [
    `   ${from} to ${to}`,
    `${flowsHit} of ${flows}`,
    outageText(longestOutage),
    lastFlowBack ? `after ${duration(lastFlowBack.estimateMs)}` : flowsHit === 0 ? '-' : 'not all are',
    phases ? phasesText(phases) : '-',
    decidedText(direction),
    predictionText(direction),
    secondHitsText(direction),
  ];
}

/** What decided, and if that was the repair, what would have happened without it. */
function decidedText(direction: DirectionResult): string {
  if (!direction.phases) return '-';
  const without = withoutRepairText(direction);
  return decidedByText(direction.phases) + (without === undefined ? '' : `; without it: ${without}`);
}

/** "640 ms + 71 ms + 24 ms"; a phase whose beginning or end was not seen is a dash. */
function phasesText({
  detectionMs,
  convergenceMs,
  restorationMs,
}: NonNullable<DirectionResult['phases']>): string {
  const parts = [detectionMs, convergenceMs, restorationMs];
  if (parts.every((part) => part === null)) return '-';
  return parts.map((part) => (part === null ? '-' : duration(part))).join(' + ');
}
