/** Columns where nobody says how many there are, as terminals have had since the beginning. */
const usualColumns = 80;

/**
 * How many columns a text may have: those of the terminal, else those that COLUMNS says, else 80. A terminal without
 * anybody at it, as `script` and CI systems make one, has 0 columns, which means that nobody knows.
 */
export function terminalWidth(
  stream: { readonly columns?: number } = process.stdout,
  { COLUMNS: said = '' }: Readonly<NodeJS.ProcessEnv> = process.env,
): number {
  const written = /^[1-9]\d*$/.test(said) ? Number(said) : usualColumns;
  return stream.columns || written;
}
