#!/usr/bin/env node
import { exitCodes } from '../base/errors/exit-codes.ts';
import { thisNpmStart } from './npm/npm-start.ts';
import { tell } from './print.ts';
import { program } from './program.ts';
import { surviveClosedTerminal } from './terminal/closed-terminal.ts';
import { assumeWidth } from './terminal/known-width.ts';
import { perform } from './words/perform.ts';

surviveClosedTerminal();
assumeWidth();

// A reader may close the pipe early (`| head`), and a full disk must not keep a lab from being torn down.
let lost: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lost = error;
});
process.stderr.on('error', () => {});

const npm = thisNpmStart();
// The paths that the user typed begin where the user stood.
if (npm) process.chdir(npm.stoodIn);
await perform(program, process.argv.slice(2), { npm });
await new Promise((resolve) => process.stdout.write('', resolve));
if (lost) {
  tell(`Output for stdout could not be written: ${lost.message}.`);
  process.exitCode ||= exitCodes.environment.code;
}
await new Promise((resolve) => process.stderr.write('', resolve));
// A connection to an engine that does not answer may still be open.
process.exit();
