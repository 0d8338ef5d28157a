import type { MarkdownIt, StateInline } from 'markdown-it';

const link = /\[\[([A-Za-z0-9][A-Za-z0-9:+._-]{0,119})\]\]/y;

/** `[[device1]]`: a part of the lab that lights up in the topology. */
export function partLinks(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', 'part', (state: StateInline, silent: boolean): boolean => {
    link.lastIndex = state.pos;
    const match = link.exec(state.src);
    if (!match) return false;
    if (!silent) {
      const token = state.push('part', 'button', 0);
      token.content = match[1] ?? '';
    }
    state.pos += match[0].length;
    return true;
  });
}
