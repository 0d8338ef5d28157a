import type { AzureObject, AzureValue } from '../azure-value.ts';

/** A row: what stands in which column. */
type Row = ReadonlyMap<string, string>;

const skipped = ['id', 'type', 'etag'];

/** A row of the values that are neither null nor nested. A column begins with an upper-case letter. */
export function azTableItem(item: AzureObject, { sort = true }: { readonly sort?: boolean } = {}): Row {
  const keys = sort ? Object.keys(item).sort() : Object.keys(item);
  return new Map(
    keys.flatMap((key) => {
      const value = item[key];
      if (skipped.includes(key) || value === undefined || value === null || typeof value === 'object')
        return [];
      return [[key.charAt(0).toUpperCase() + key.slice(1), pythonText(value)] as const];
    }),
  );
}

/**
 * The table "simple" of Python's tabulate: a column for every key, in the order of their first appearance, two wider
 * than its heading or as wide as its longest value.
 */
export function azTable(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  if (columns.length === 0) return '\n';
  const widths = columns.map((column) =>
    Math.max(column.length + 2, ...rows.map((row) => (row.get(column) ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(columns),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...rows.map((row) => line(columns.map((column) => row.get(column) ?? ''))),
    '',
  ].join('\n');
}

/** Python writes True, False and None. */
export function pythonText(value: AzureValue): string {
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
