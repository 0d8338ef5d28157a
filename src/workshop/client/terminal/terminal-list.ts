import { signal } from '@preact/signals';
import { paths } from '../../protocol/paths.ts';

/** A terminal of this page. */
export interface OpenTerminal {
  readonly id: string;
  readonly node: string;
}

export const terminals = signal<readonly OpenTerminal[]>([]);
/** The id of the one that is shown. */
export const shownTerminal = signal<string | null>(null);
/** Why the last one could not be opened. */
export const terminalProblem = signal<string | null>(null);
/** What is still to be typed, by the id of the terminal. */
export const toType = signal<Readonly<Record<string, string>>>({});

/** Shows a terminal in a node, a new one if there is none, and types a text there without its Enter. */
export async function typeInTerminal(node: string, text: string): Promise<void> {
  const id = terminals.value.find((one) => one.node === node)?.id ?? (await openTerminal(node));
  if (id === undefined) return;
  shownTerminal.value = id;
  toType.value = { ...toType.value, [id]: (toType.value[id] ?? '') + text };
}

/** @returns its id; undefined: the server refused, and the page says why */
export async function openTerminal(node: string): Promise<string | undefined> {
  terminalProblem.value = null;
  try {
    const response = await fetch(paths.terminals, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ node }),
    });
    const answer: { readonly id?: string; readonly error?: string } = await response.json();
    if (answer.id === undefined) {
      terminalProblem.value = answer.error ?? 'The server refused the terminal.';
      return undefined;
    }
    terminals.value = [...terminals.value, { id: answer.id, node }];
    shownTerminal.value = answer.id;
    return answer.id;
  } catch {
    terminalProblem.value = 'The server does not answer. Is it still running?';
    return undefined;
  }
}

/** Takes a terminal off the page. Its shell ends when it is told to exit, or with its lab. */
export function forgetTerminal(id: string): void {
  terminals.value = terminals.value.filter((one) => one.id !== id);
  if (shownTerminal.value === id) shownTerminal.value = terminals.value.at(-1)?.id ?? null;
}
