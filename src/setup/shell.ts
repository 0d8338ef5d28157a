import { $, type ProcessOutput } from 'zx';

/** Runs a command of the system. That it fails is a result; nothing of it is printed. */
export const shell = $({ quiet: true, nothrow: true, stdio: ['ignore', 'pipe', 'pipe'] });

const lastLineCount = 15;

/** The last lines that a program wrote, indented, for the end of an error message. */
export function lastWords(written: string | ProcessOutput): string {
  const text = typeof written === 'string' ? written : `${written.stdout}\n${written.stderr}`;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines
    .slice(-lastLineCount)
    .map((line) => `  ${line}`)
    .join('\n');
}
