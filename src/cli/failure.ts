import { CommanderError } from 'commander';
import { EnvironmentError } from '../base/errors/environment-error.ts';
import { exitCode } from '../base/errors/exit-code.ts';
import { LabError } from '../base/errors/lab-error.ts';
import { NothingMeasuredError } from '../base/errors/nothing-measured.ts';
import { DefinitionError } from '../definition/problems/definition-error.ts';
import { EngineError } from '../engine/engine-error.ts';
import { FaultError } from '../faults/kit/fault.ts';
import { EventTimeoutError } from '../lab/event-log.ts';

/** The person asked for something that cannot be: a lab, a node or a fault that does not exist, or a bad value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ctrl-C, or a polite request to stop. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** What an error means for the exit code, and what is printed of it. */
export function describeFailure(error: unknown): { readonly code: number; readonly text: string } {
  if (error instanceof CommanderError)
    return { code: error.exitCode === 0 ? 0 : exitCode.wrongInput, text: '' };
  if (error instanceof Interruption) return { code: exitCode.interrupted, text: error.message };
  if (error instanceof DefinitionError || error instanceof UsageError) {
    return { code: exitCode.wrongInput, text: error.message };
  }
  if (error instanceof NothingMeasuredError || error instanceof FaultError) {
    return { code: exitCode.nothingMeasured, text: error.message };
  }
  if (error instanceof LabError || error instanceof EventTimeoutError) {
    return { code: exitCode.labNotReady, text: error.message };
  }
  if (error instanceof EnvironmentError || error instanceof EngineError) {
    return { code: exitCode.environment, text: error.message };
  }
  // A bug: the stack says where.
  return {
    code: exitCode.labNotReady,
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
