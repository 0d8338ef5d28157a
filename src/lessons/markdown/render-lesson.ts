import MarkdownItDefault, { type MarkdownIt, type RendererRule } from 'markdown-it';
import { isAllowedLink, isWebPage, pictureName } from './addresses.ts';
import { commandBlock } from './command-blocks.ts';
import { partLinks } from './part-links.ts';
import { taskBlocks } from './task-blocks.ts';
import { trainerNotes, withoutTrainerNotes } from './trainer-notes.ts';

export interface LessonPage {
  readonly forTrainer: boolean;
  /** Where the page gets a picture that stands beside the lesson. */
  readonly pictureAt: (name: string) => string;
}

/**
 * The body of a lesson as HTML that is safe with a strict content security policy: no HTML of its own, no style, no
 * script, no picture from elsewhere.
 *
 * - `<section class="task" data-task="ID">` around the text of each task: the page adds the task itself at its end
 * - `<button class="part" data-part="device1">` for `[[device1]]`
 * - `<div class="command" data-at="device1">` around a code block for a node, with `<button data-copy>` and, where it can
 *   be run, `<button data-run="device1">`; the command is the text of its `code`
 * - `<aside class="trainer">` for what only the trainer sees
 */
export function renderLesson(body: string, page: LessonPage): string {
  const markdown = lessonMarkdown();
  const env = { page };
  const tokens = markdown.parse(body, env);
  return markdown.renderer.render(
    page.forTrainer ? tokens : withoutTrainerNotes(tokens),
    markdown.options,
    env,
  );
}

/** A parser and renderer of the Markdown of lessons. */
export function lessonMarkdown(): MarkdownIt {
  const markdown = new MarkdownItDefault({ html: false, linkify: false, typographer: false, maxNesting: 20 });
  markdown.validateLink = isAllowedLink;
  markdown.use(taskBlocks).use(partLinks).use(trainerNotes);
  const { escapeHtml } = markdown.utils;
  const rules: Record<string, RendererRule> = {
    task_open: (tokens, index) =>
      `<section class="task" data-task="${escapeHtml(tokens[index]?.info ?? '')}">\n`,
    task_close: () => '</section>\n',
    trainer_open: () => '<aside class="trainer">\n',
    trainer_close: () => '</aside>\n',
    part: (tokens, index) => {
      const name = escapeHtml(tokens[index]?.content ?? '');
      return `<button type="button" class="part" data-part="${name}">${name}</button>`;
    },
    fence: (tokens, index) => {
      const token = tokens[index];
      if (!token) return '';
      const block = commandBlock(token);
      const code = `<pre><code>${escapeHtml(token.content)}</code></pre>`;
      if (!block) return `${code}\n`;
      const at = escapeHtml(block.at);
      const run = block.canRun ? `<button type="button" data-run="${at}">Run in ${at}</button>` : '';
      return `<div class="command" data-at="${at}">${code}${run}<button type="button" data-copy>Copy</button></div>\n`;
    },
    image: (tokens, index, _options, env) => {
      const token = tokens[index];
      const name = pictureName(String(token?.attrGet('src') ?? ''));
      const alt = escapeHtml(token?.content ?? '');
      const address = name === undefined ? undefined : pictureAddress(env ?? {}, name);
      return address === undefined ? alt : `<img src="${escapeHtml(address)}" alt="${alt}">`;
    },
    link_open: (tokens, index) => {
      const address = String(tokens[index]?.attrGet('href') ?? '');
      const beside = isWebPage(address) ? ' target="_blank" rel="noreferrer"' : '';
      return `<a href="${escapeHtml(address)}"${beside}>`;
    },
    // The usual ones write a style for the alignment.
    th_open: () => '<th>',
    td_open: () => '<td>',
  };
  Object.assign(markdown.renderer.rules, rules);
  return markdown;
}

function pictureAddress({ page }: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return isPage(page) ? page.pictureAt(name) : undefined;
}

const isPage = (page: unknown): page is LessonPage =>
  typeof page === 'object' && page !== null && 'pictureAt' in page;
