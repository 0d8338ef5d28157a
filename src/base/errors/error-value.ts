import { exitCodes } from './exit-codes.ts';
import { type ErrorFields, type ErrorKind, SwitchoverError } from './switchover-error.ts';

/** An error as plain data, for programs that read it. */
export interface ErrorValue {
  readonly kind: ErrorKind;
  readonly exitCode: number;
  readonly message: string;
  readonly fields: ErrorFields;
}

/** Any error as plain data. An error that the program does not expect is a bug. */
export function errorValue(error: unknown): ErrorValue {
  if (error instanceof SwitchoverError) {
    const { kind, exitCode, message, fields } = error;
    return { kind, exitCode, message, fields };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'bug', exitCode: exitCodes.bug.code, message, fields: {} };
}

/** Any error as a person reads it: its message, and for a bug the stack, because it says where. */
export function errorText(error: unknown): string {
  if (error instanceof SwitchoverError && error.kind !== 'bug') return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
