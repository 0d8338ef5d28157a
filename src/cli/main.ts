#!/usr/bin/env node
import { exitCodes } from '../base/errors/exit-codes.ts';
import { describeFailure } from './failure.ts';
import { tell } from './print.ts';
import { commandLineProgram } from './program.ts';

// A reader that has seen enough (`| head`) is no error, and a log on a full disk must not keep a lab from being torn down.
let lost: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lost = error;
});
process.stderr.on('error', () => {});

try {
  await commandLineProgram().parseAsync();
} catch (error) {
  const { code, text } = describeFailure(error);
  if (text !== '') tell(text);
  process.exitCode = code;
}
await new Promise((resolve) => process.stdout.write('', resolve));
if (lost) {
  tell(`What belongs on stdout could not be written: ${lost.message}.`);
  process.exitCode ||= exitCodes.environment.code;
}
await new Promise((resolve) => process.stderr.write('', resolve));
// What is still open is a way to an engine that no longer answers: nobody waits for it.
process.exit();
