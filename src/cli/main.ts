#!/usr/bin/env node
import { exitCodes } from '../base/errors/exit-codes.ts';
import { wantsJson } from './error-format.ts';
import { tellFailure } from './failure.ts';
import { tell } from './print.ts';
import { program } from './program.ts';

// A reader may close the pipe early (`| head`), and a full disk must not keep a lab from being torn down.
let lost: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lost = error;
});
process.stderr.on('error', () => {});

let asJson = wantsJson(process.argv, process.env);
program.hook('preAction', (_, command) => {
  asJson = command.getOptionValue('format') === 'json';
});
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error, { asJson });
}
await new Promise((resolve) => process.stdout.write('', resolve));
if (lost) {
  tell(`Output for stdout could not be written: ${lost.message}.`);
  process.exitCode ||= exitCodes.environment.code;
}
await new Promise((resolve) => process.stderr.write('', resolve));
// A connection to an engine that does not answer may still be open.
process.exit();
