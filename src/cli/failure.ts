import { CommanderError } from 'commander';
import { errorText, errorValue } from '../base/errors/error-value.ts';
import { exitCodes } from '../base/errors/exit-codes.ts';

/** What an error means for the exit code, and what is printed of it. */
export function describeFailure(error: unknown): { readonly code: number; readonly text: string } {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) {
    return { code: error.exitCode === 0 ? 0 : exitCodes['wrong-input'].code, text: '' };
  }
  return { code: errorValue(error).exitCode, text: errorText(error) };
}
