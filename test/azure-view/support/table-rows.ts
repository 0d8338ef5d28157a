/** The rows of a table of az, by the headings: the line of hyphens says where each column is. */
export function tableRows(table: string): Record<string, string>[] {
  const [headings = '', hyphens = '', ...lines] = table.trim().split('\n');
  const columns = [...hyphens.matchAll(/-+/g)].map(({ index, 0: { length } }) => ({
    from: index,
    to: index + length,
  }));
  return lines.map((line) =>
    Object.fromEntries(
      columns.map(({ from, to }) => [headings.slice(from, to).trim(), line.slice(from, to).trim()]),
    ),
  );
}
