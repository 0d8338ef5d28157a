import type { Token } from 'markdown-it';

/** A code block with a command for a node. */
export interface CommandBlock {
  readonly at: string;
  readonly command: string;
  /** It has a button that types it into a terminal. */
  readonly canRun: boolean;
}

/** ```` ```sh {at=device1 run} ````: undefined for a code block that is for no node. */
export function commandBlock({ type, info, content }: Token): CommandBlock | undefined {
  const words = /^sh[ \t]+\{([^}]*)\}[ \t]*$/
    .exec(type === 'fence' ? info : '')?.[1]
    ?.trim()
    .split(/[ \t]+/);
  const at = words
    ?.map((word) => /^at=([a-z0-9-]{1,63})$/.exec(word)?.[1])
    .find((name) => name !== undefined);
  if (!words || at === undefined) return undefined;
  return { at, command: content.replace(/\n+$/, ''), canRun: words.includes('run') };
}
