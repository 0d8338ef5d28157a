import { effect, signal } from '@preact/signals';
import { paths } from '../../protocol/paths.ts';
import type { TerminalEntry } from '../../protocol/terminal.ts';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';

/** Those that the page shows: also what was opened in another browser or before a reload, and what has ended. */
export const terminals = signal<readonly TerminalEntry[]>([]);
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
    add([{ id: answer.id, node }]);
    shownTerminal.value = answer.id;
    return answer.id;
  } catch {
    terminalProblem.value = 'The server does not answer. Is it still running?';
    return undefined;
  }
}

/** Takes a terminal off the page, and ends its shell. */
export function closeTerminal(id: string): void {
  closed.add(id);
  void ask.closeTerminal(id);
  terminals.value = terminals.value.filter((one) => one.id !== id);
  if (shownTerminal.value === id) shownTerminal.value = terminals.value.at(-1)?.id ?? null;
}

/** What the server says while it closes them must not bring them back. */
const closed = new Set<string>();

function add(more: readonly TerminalEntry[]): void {
  const known = new Set(terminals.peek().map(({ id }) => id));
  const added = more.filter(({ id }) => !known.has(id) && !closed.has(id));
  if (added.length === 0) return;
  terminals.value = [...terminals.peek(), ...added];
  shownTerminal.value ??= added[0]?.id ?? null;
}

effect(() => add(page.terminals.value));
