import type { AzureObject } from '../azure-value.ts';
import { pythonText } from './table.ts';

/** One line: the values by their keys; of a list the number of its items, of an object nothing. */
export function tsvRow(value: AzureObject): string {
  const cells = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const cell = value[key];
      if (cell === undefined) return [];
      if (cell === null || typeof cell !== 'object') return [pythonText(cell)];
      return [Array.isArray(cell) ? String(cell.length) : ''];
    });
  return `${cells.join('\t')}\n`;
}
