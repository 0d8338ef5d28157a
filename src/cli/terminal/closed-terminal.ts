import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { isatty } from 'node:tty';

/**
 * Lets this process end with its exit code when its terminal was closed. At the end Node sets every terminal back to what
 * it was, and aborts with a stack of its own when that fails (node::ResetStdio), as it does with a terminal that is gone.
 * It leaves alone what is no longer the same file.
 */
export function surviveClosedTerminal(): void {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  process.on('exit', () => {
    for (const fd of terminals.filter((own) => !isatty(own))) {
      closeSync(fd);
      // Gets the lowest number that is free: the same.
      openSync(devNull, 'r+');
    }
  });
}
