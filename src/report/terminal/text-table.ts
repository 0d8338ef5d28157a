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
export function textTable(rows: readonly (readonly string[])[], width: number = terminalWidth()): string {
  const table = new Table({
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  table.push(...fitColumns(rows, width, gap));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
