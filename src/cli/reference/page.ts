/** What goes between the markers of a part, by the name in them. */
export type Parts = Readonly<Record<string, () => string>>;

const begin = /<!-- generated: ([a-z-]+) -->/g;
const end = '<!-- /generated -->';

/**
 * A page of documentation with its generated parts written again. Everything outside of the markers stays.
 *
 *     <!-- generated: faults -->
 *     ...
 *     <!-- /generated -->
 *
 * @throws {Error} when a part has no end, or a name that is not among `parts`
 */
export function filledPage(page: string, parts: Parts): string {
  let filled = '';
  let rest = 0;
  for (const marker of page.matchAll(begin)) {
    const [text, name = ''] = marker;
    const from = marker.index + text.length;
    const to = page.indexOf(end, from);
    const next = page.slice(from).search(begin);
    if (to === -1 || (next !== -1 && from + next < to)) throw new Error(`The part "${name}" has no end.`);
    const part = parts[name];
    if (!part) throw new Error(`There is no generated part "${name}".`);
    filled += `${page.slice(rest, from)}\n${part().trim()}\n`;
    rest = to;
  }
  return filled + page.slice(rest);
}

/** The names of the generated parts of a page. */
export const partsOf = (page: string): string[] => [...page.matchAll(begin)].map(([, name = '']) => name);
