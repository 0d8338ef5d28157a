import Table from 'cli-table3';
import { terminalWidth } from '../../base/terminal-width.ts';
import { fitColumns } from './fit-columns.ts';

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Spaces between two columns, as {@link noBorders} and the padding make them. */
const gap = 3;

/**
 * Columns of text without lines between them; the first row is the heading.
 *
 * @param width columns of the terminal: longer texts are broken into lines
 */
export const textTable = (rows: readonly (readonly string[])[], width: number = terminalWidth()): string =>
  textRows(rows, width).join('\n');

/** The rows of such a table, for texts that put something between them. A row may have several lines. */
export function textRows(rows: readonly (readonly string[])[], width: number = terminalWidth()): string[] {
  const fitted = fitColumns(rows, width, gap);
  const table = new Table({
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  table.push(...fitted);
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return fitted.map((row) => lines.splice(0, Math.max(1, ...row.map(heightOf))).join('\n'));
}

const heightOf = (cell: string): number => cell.split('\n').length;
