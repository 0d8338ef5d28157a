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

export const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

/** A number stays together with its sign and its unit. */
export const betweenWords = /(?<![≤±]) +(?!(?:ms|s|%)(?![\w]))/;

/** Where a word may be broken. */
export const afterPart = /(?<=[-./:,=])(?=[^-./:,=])/;
