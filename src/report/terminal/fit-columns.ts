/** Narrower than this, a column is no longer readable. */
const leastColumns = 8;

/**
 * Breaks the texts of a table into lines, so that the table fits. The widest column gives way first. A word is only
 * broken where whole words are too long for the table, and then at a hyphen or a dot if there is one.
 *
 * @param gap columns between two columns of the table
 */
export function fitColumns(rows: readonly (readonly string[])[], width: number, gap: number): string[][] {
  const columns = Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, index) =>
    rows.map((row) => row[index] ?? ''),
  );
  const available = width - gap * (columns.length - 1);
  const natural = columns.map((cells) => longest(cells.flatMap((cell) => cell.split('\n'))));
  const widths = [words, partsOfWords, () => ['x'.repeat(leastColumns)]].reduce(
    (now, partsOf) =>
      shrunk(
        now,
        columns.map((cells) => longest(cells.flatMap((cell) => cell.split('\n').flatMap(partsOf)))),
        available,
      ),
    natural,
  );
  return rows.map((row) => row.map((cell, index) => wrapped(cell, widths[index] ?? width)));
}

/** Takes from the widest until the sum fits, or nobody has anything left to give. */
function shrunk(widths: readonly number[], least: readonly number[], available: number): number[] {
  const result = [...widths];
  for (let excess = sum(result) - available; excess > 0; excess--) {
    const givers = result.map((own, index) => (own > (least[index] ?? 0) ? own : 0));
    const widest = Math.max(...givers);
    if (!(widest > 0)) break;
    result[givers.indexOf(widest)] = widest - 1;
  }
  return result;
}

/** A text in lines of at most this width. Each line keeps the indentation of the line that it continues. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (line.length <= width ? [line] : wrapLine(line, width)))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const indent = indentOf(line);
  const lines: string[] = [];
  let current = indent;
  const add = (part: string, space: string) => {
    const isFirst = current === indent;
    if (!isFirst && current.length + space.length + part.length > width) {
      lines.push(current);
      current = `${indent}${part}`;
    } else {
      current += isFirst ? part : `${space}${part}`;
    }
    for (; current.length > width && indent.length < width; current = `${indent}${current.slice(width)}`) {
      lines.push(current.slice(0, width));
    }
  };
  for (const word of line.trim().split(betweenWords)) {
    const isWhole = indent.length + word.length <= width;
    const [first = '', ...others] = isWhole ? [word] : word.split(afterPart);
    add(first, ' ');
    for (const part of others) add(part, '');
  }
  return [...lines, current];
}

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

/** A number stays together with its sign and its unit. */
const betweenWords = /(?<![≤±]) +(?!(?:ms|s|%)(?![\w]))/;

/** Where a word may be broken. */
const afterPart = /(?<=[-./:,=])(?=[^-./:,=])/;

/** The words of a line, with its indentation. */
const words = (line: string): string[] =>
  line
    .trim()
    .split(betweenWords)
    .map((word) => `${indentOf(line)}${word}`);

const partsOfWords = (line: string): string[] =>
  words(line.trim()).flatMap((word) => word.split(afterPart).map((part) => `${indentOf(line)}${part}`));

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
