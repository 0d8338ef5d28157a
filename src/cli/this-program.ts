import { fileURLToPath } from 'node:url';

/** What starts this very program once more: file and first arguments. */
export const thisProgram: readonly [string, ...string[]] = [
  process.execPath,
  ...process.execArgv,
  fileURLToPath(new URL('main.ts', import.meta.url)),
];
