import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isProblem: boolean;
}

export const toasts = signal<readonly Toast[]>([]);

/** How long a message stays: long enough to read two sentences. Problems stay until they are closed. */
const shownMs = 8000;
let last = 0;

/** Says that something was done. */
export function tell(text: string): void {
  const { id } = add(text, false);
  setTimeout(() => close(id), shownMs);
}

/** Says that something that was asked for did not work. */
export function complain(text: string): void {
  if (toasts.peek().some((toast) => toast.isProblem && toast.text === text)) return;
  add(text, true);
}

export function close(id: number): void {
  toasts.value = toasts.peek().filter((toast) => toast.id !== id);
}

function add(text: string, isProblem: boolean): Toast {
  last += 1;
  const toast = { id: last, text, isProblem };
  toasts.value = [...toasts.peek().slice(-3), toast];
  return toast;
}
