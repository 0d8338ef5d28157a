import { CommanderError } from '@commander-js/extra-typings';
import { type ErrorValue, errorText, errorValue } from '../base/errors/error-value.ts';
import { exitCodes } from '../base/errors/exit-codes.ts';
import { printableLines } from '../base/quote.ts';
import { print, tell } from './print.ts';

/**
 * Prints why the program ends, for people on stderr. If JSON was asked for, stdout gets the error as one line of JSON, so
 * that a program that reads stdout always gets JSON.
 *
 * @returns the exit code
 */
export function tellFailure(error: unknown, { asJson }: { readonly asJson: boolean }): number {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.passed.code;
    const { code: exitCode } = exitCodes['wrong-input'];
    if (asJson)
      printError({
        kind: 'wrong-input',
        exitCode,
        message: error.message.replace(/^error: /, ''),
        fields: {},
      });
    return exitCode;
  }
  const value = errorValue(error);
  if (asJson) printError(value);
  tell(printableLines(errorText(error)));
  return value.exitCode;
}

const printError = ({ fields, ...value }: ErrorValue): void =>
  print(JSON.stringify({ error: { ...value, ...fields } }));
