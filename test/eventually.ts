import { type Look, until } from '../src/base/until.ts';

/** `until` for tests, which care only that a wait fails, not how the program would end. */
export function eventually<T>(
  what: string,
  look: () => Look<T> | Promise<Look<T>>,
  limits: { readonly timeoutMs: number; readonly intervalMs: number },
): Promise<T> {
  return until(what, look, { kind: 'bug', ...limits });
}
