import { afterPart, betweenWords, indentOf, wrapped } from '../../base/wrapped.ts';

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
