import { isPackage } from './project-folder.ts';

/** How a command of this program is typed, for hints in messages. */
export const commandLine = (command: string): string => `\`${typed(command)}\``;

/** The same without quotes. */
export const typed = (command: string): string => `${starts.usual} ${command}`;

/** The same for output that goes to another program: npm says a line of its own before it, unless it is silent. */
export const typedForPipe = (command: string): string => `${starts.forPipe} ${command}`;

/** The package is started by npx, a checkout by a script of its manifest. */
const starts = isPackage
  ? { usual: 'npx switchover', forPipe: 'npx switchover' }
  : { usual: 'npm run switchover --', forPipe: 'npm run --silent switchover --' };
