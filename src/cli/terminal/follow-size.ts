import type { AttachedExec } from '../../engine/containers/attached-exec.ts';
import type { OwnTerminal } from './own-terminal.ts';

/**
 * Gives a command elsewhere the size of our terminal, from now on. One request after the other, each with the size of its
 * own moment: two requests at once may arrive in any order, and the command would keep the older size.
 */
export function followSize(
  terminal: Pick<OwnTerminal, 'size' | 'onResize'>,
  { resize }: Pick<AttachedExec, 'resize'>,
): void {
  let last: Promise<void> = Promise.resolve();
  const pass = () => {
    // Who waits for the end of the command notices an engine that does not answer.
    last = last.then(() => resize(terminal.size())).catch(() => {});
  };
  terminal.onResize(pass);
  // It may have changed while the command was started. The same size again tells the command nothing.
  pass();
}
