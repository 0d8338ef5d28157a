import type { TrialResult } from '../../analysis/result.ts';
import { eventTable } from './event-rows.ts';
import { textTable } from './text-table.ts';

/** What each of several events did, its title on a line of its own; nothing if there was only one. */
export function eventLines(trial: Pick<TrialResult, 'pairs' | 'events'>): string[] {
  const table = eventTable(trial);
  if (!table) return [];
  const [heading = '', ...lines] = textTable([
    table.heading,
    ...table.events.flatMap(({ rows }) => rows),
  ]).split('\n');
  let next = 0;
  return [
    heading,
    ...table.events.flatMap(({ title, rows }) => {
      const own = lines.slice(next, next + rows.length);
      next += rows.length;
      return [title, ...own];
    }),
    '',
  ];
}
