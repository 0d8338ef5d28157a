import type { Token } from 'markdown-it';
import { pictureName } from './addresses.ts';
import { type CommandBlock, commandBlock } from './command-blocks.ts';
import { lessonMarkdown } from './render-lesson.ts';
import { taskBegunBy } from './task-blocks.ts';

/** What a body has, each with its line in the body, from 0. */
export interface BodyFacts {
  readonly tasks: readonly Placed<string>[];
  readonly commands: readonly Placed<CommandBlock>[];
  /** Names in `[[ ]]`. */
  readonly parts: readonly Placed<string>[];
  /** Names of pictures beside the lesson. */
  readonly pictures: readonly Placed<string>[];
  /** What the page will not show as it was meant. */
  readonly lost: readonly Placed<string>[];
}

export interface Placed<Value> {
  readonly value: Value;
  readonly line: number;
}

/** Looks at the Markdown of a lesson without rendering it. */
export function bodyFacts(body: string): BodyFacts {
  let line = 0;
  const all = lessonMarkdown()
    .parse(body, {})
    .flatMap((token) => {
      line = token.map?.[0] ?? line;
      return [token, ...(token.children ?? [])].map((value) => ({ value, line }));
    });
  const those = <Value>(of: (token: Token) => Value | undefined): Placed<Value>[] =>
    all.flatMap(({ value: token, line: at }) => {
      const value = of(token);
      return value === undefined ? [] : [{ value, line: at }];
    });
  return {
    tasks: those(taskBegunBy),
    commands: those(commandBlock),
    parts: those(({ type, content }) => (type === 'part' ? content : undefined)),
    pictures: those((token) => pictureName(sourceOf(token) ?? '')),
    lost: [
      ...those((token) => {
        const source = sourceOf(token);
        return source === undefined || pictureName(source) !== undefined
          ? undefined
          : `The picture ${source}`;
      }),
      ...those(({ type, content }) =>
        type === 'text' ? /<\/?[a-z][^>]*>/i.exec(content)?.[0]?.slice(0, 60) : undefined,
      ),
      ...those(({ type, content }) =>
        type === 'text' && /^:::/.test(content) ? content.slice(0, 60) : undefined,
      ),
    ],
  };
}

const sourceOf = (token: Token): string | undefined =>
  token.type === 'image' ? String(token.attrGet('src') ?? '') : undefined;
