/** A table in Markdown. Cells are Markdown already; text that is not goes through {@link plain}. */
export function table([heading = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heading), `|${heading.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** Text in which nothing is to become markup. */
export const plain = (text: string): string =>
  text.replaceAll(/[|<>*_`\\]/g, (character) => `\\${character}`);

export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
