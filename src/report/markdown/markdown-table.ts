/** The first row is the heading; shorter rows are filled up. */
export function markdownTable([heading = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${heading.map((_, index) => markdownText(cells[index] ?? '')).join(' | ')} |`;
  return [line(heading), `|${heading.map(() => ' --- |').join('')}`, ...rows.map(line)];
}

/** Text in Markdown. Names come from the user's files, so nothing in them may become a table, a link or HTML. */
export const markdownText = (plain: string): string =>
  plain
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_[\]<>|~#]/g, (character) => `\\${character}`);
