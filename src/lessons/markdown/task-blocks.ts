import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it';

const marker = /^:::(?:[ \t]+task[ \t]+([a-z0-9-]{1,60}))?[ \t]*$/;

/** `::: task ID` and `:::`, each on a line of its own. Between the two stands the text of a task. */
export function taskBlocks(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'task', taskLine, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  markdown.core.ruler.push('paired-tasks', paired);
}

/** The id of the task that a token begins; undefined: it begins none. */
export const taskBegunBy = ({ type, info }: Token): string | undefined =>
  type === 'task_open' ? info : undefined;

function taskLine(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const from = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const match = marker.exec(state.src.slice(from, state.eMarks[startLine]));
  if (!match) return false;
  if (silent) return true;
  const [, id] = match;
  const token = state.push(id === undefined ? 'task_close' : 'task_open', 'section', 0);
  token.info = id ?? '';
  token.block = true;
  token.map = [startLine, startLine + 1];
  state.line = startLine + 1;
  return true;
}

/** Makes each task end before the next one begins, whatever was written: the page is one tree of elements. */
function paired(state: StateCore): void {
  let isOpen = false;
  const close = () => new state.Token('task_close', 'section', 0);
  const tokens = state.tokens.flatMap((token): Token[] => {
    const isMark = token.type === 'task_open' || token.type === 'task_close';
    if (!isMark) return [token];
    // Inside of a quotation or a list it would tear that apart.
    if (token.level > 0) return [];
    const wasOpen = isOpen;
    isOpen = token.type === 'task_open';
    if (isOpen) return wasOpen ? [close(), token] : [token];
    return wasOpen ? [token] : [];
  });
  state.tokens = isOpen ? [...tokens, close()] : tokens;
}
