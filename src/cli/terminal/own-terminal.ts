import { spawnSync } from 'node:child_process';
import { terminalWidth } from '../../base/terminal-width.ts';
import type { TerminalSize } from '../../engine/containers/attached-exec.ts';

/** The terminal of this process, for a command elsewhere that takes it over. */
export interface OwnTerminal extends Disposable {
  /** As programs know it: TERM. */
  readonly kind: string;
  readonly size: () => TerminalSize;
  readonly onResize: (listener: () => void) => void;
}

/** Used when the terminal does not say how high it is. */
const usualRows = 24;

/**
 * Takes over the terminal: every key goes to the command, Ctrl-C as well. Undefined when input or output is something
 * else. It is as before when it is disposed of.
 */
export function takeTerminal(): OwnTerminal | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  changeOutput('-opost');
  stdin.setRawMode(true);
  return {
    kind: process.env.TERM ?? 'xterm',
    size: () => ({ rows: stdout.rows || usualRows, columns: terminalWidth(stdout) }),
    onResize: (listener) => void stdout.on('resize', listener),
    [Symbol.dispose]: () => {
      stdin.setRawMode(false);
      changeOutput('opost');
    },
  };
}

/**
 * Whether our terminal changes what is written to it: the command's own terminal has done so already, and a second
 * carriage return for each line feed breaks programs that draw the whole screen. Node's raw mode leaves this on.
 */
function changeOutput(setting: 'opost' | '-opost'): void {
  spawnSync('stty', [setting], { stdio: ['inherit', 'ignore', 'ignore'] });
}
