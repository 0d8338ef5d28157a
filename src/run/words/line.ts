/** How a step looks to a person. A task is work under a title that stays on the screen. */
export type Line =
  | { readonly kind: 'begin'; readonly title: string }
  | Saying
  /** The task succeeded. */
  | { readonly kind: 'end'; readonly title?: string }
  /** A line of its own. */
  | { readonly kind: 'remark'; readonly text: string };

/** What the open task does now. */
export interface Saying {
  readonly kind: 'say';
  readonly text: string;
  /** Only for a terminal, where the next line overwrites it. */
  readonly detail?: boolean;
  /** Seconds so far, or left; only for a terminal. */
  readonly seconds?: number;
}

/** A line in words, for a log; undefined: only a terminal needs it, or it says nothing new. */
export function textOf(line: Line): string | undefined {
  switch (line.kind) {
    case 'begin':
    case 'end':
      return line.title;
    case 'say':
      return line.detail ? undefined : line.text;
    case 'remark':
      return line.text;
  }
}
