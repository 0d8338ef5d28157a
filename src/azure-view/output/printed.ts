import type { AzureObject, AzureValue } from '../azure-value.ts';
import { azTable, azTableItem } from './table.ts';
import { tsvRow } from './tsv.ts';

export const azFormats = ['json', 'table', 'tsv'] as const;
export type AzFormat = (typeof azFormats)[number];

/** What a command of az returns, and how its table looks where it has a layout of its own. */
export interface AzResult {
  readonly value: AzureObject;
  readonly rows?: readonly AzureObject[];
}

/**
 * Prints as az does (knack's output.py): json with sorted keys; a table of the values that are neither null nor nested;
 * tsv with the values in the order of their keys, where a list counts only its items.
 */
export function printed({ value, rows }: AzResult, format: AzFormat): string {
  if (format === 'json') return `${JSON.stringify(sorted(value), null, 2)}\n`;
  if (format === 'tsv') return tsvRow(value);
  return azTable(rows ? rows.map((row) => azTableItem(row, { sort: false })) : [azTableItem(value)]);
}

/** Prints a list of objects in the same way; the table has these columns. */
export function printedList(
  items: readonly AzureObject[],
  format: AzFormat,
  columns: readonly string[],
): string {
  if (format === 'json') return `${JSON.stringify(items.map(sorted), null, 2)}\n`;
  if (format === 'tsv') return items.map(tsvRow).join('');
  const rows = items.map((item) => Object.fromEntries(columns.map((column) => [column, item[column]])));
  return azTable(rows.map((row) => azTableItem(row, { sort: false })));
}

function sorted(value: AzureValue | undefined): AzureValue | undefined {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => sorted(item) ?? null);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

export const isList = (value: readonly AzureValue[] | AzureObject): value is readonly AzureValue[] =>
  Array.isArray(value);
