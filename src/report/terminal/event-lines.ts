import type { TrialResult } from '../../analysis/result.ts';
import { terminalWidth } from '../../base/terminal-width.ts';
import { wrapped } from '../../base/wrapped.ts';
import { eventTable } from './event-rows.ts';
import { textRows } from './text-table.ts';

/**
 * What each of several events did, its title above its rows; nothing if there was only one.
 *
 * @param width columns of the terminal
 */
export function eventLines(
  trial: Pick<TrialResult, 'pairs' | 'events'>,
  width: number = terminalWidth(),
): string[] {
  const table = eventTable(trial);
  if (!table) return [];
  const [heading = '', ...texts] = textRows(
    [table.heading, ...table.events.flatMap(({ rows }) => rows)],
    width,
  );
  return [
    heading,
    ...table.events.flatMap(({ title, rows }) => [wrapped(title, width), ...texts.splice(0, rows.length)]),
    '',
  ];
}
