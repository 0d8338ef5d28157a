import { surviveClosedTerminal } from '../../../src/cli/terminal/closed-terminal.ts';
import { interruption } from '../../../src/run/interruption.ts';

/** Runs until it is interrupted, and ends as the program does. */
surviveClosedTerminal();
process.stdout.on('error', () => {});
const { signal } = interruption();
const forever = setInterval(() => {}, 1000);
signal.addEventListener('abort', () => {
  clearInterval(forever);
  process.exit(130);
});
console.log('ready');
