import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const mark = /^\[!trainer\][ \t]*(?:\n|$)/i;

/** `> [!trainer]`: a quotation that is for the trainer only. Whether it stays is decided when it is rendered. */
export function trainerNotes(markdown: MarkdownIt): void {
  markdown.core.ruler.before('inline', 'trainer', (state: StateCore) => {
    for (const [index, token] of state.tokens.entries()) {
      const paragraph = state.tokens[index + 2];
      if (token.type !== 'blockquote_open' || paragraph?.type !== 'inline') continue;
      if (!mark.test(paragraph.content)) continue;
      paragraph.content = paragraph.content.replace(mark, '');
      token.type = 'trainer_open';
      const end = state.tokens.find(
        (other, place) => place > index && other.type === 'blockquote_close' && other.level === token.level,
      );
      if (end) end.type = 'trainer_close';
    }
  });
}

/** The tokens without what is for the trainer. */
export function withoutTrainerNotes(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ type }) => {
    if (type === 'trainer_open') depth += 1;
    const isShown = depth === 0;
    if (type === 'trainer_close') depth -= 1;
    return isShown;
  });
}
