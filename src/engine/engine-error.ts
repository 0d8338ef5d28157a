import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { foreignAnswer } from './connection/foreign-answer.ts';

/** A request to the engine failed, or was not answered in time. */
export class EngineError extends SwitchoverError {
  override readonly name = 'EngineError';

  /** @param action what the engine was asked for, in words that follow "could not": "start container x" */
  constructor(action: string, cause: unknown) {
    const statusCode = statusCodeOf(cause);
    super('environment', `Could not ${action}: ${reason(cause)}`, {
      cause,
      action,
      ...(statusCode !== undefined && { statusCode }),
    });
  }
}

/** Whether the engine answered that it does not have what was asked for. */
export function isNotFound(error: unknown): boolean {
  return error instanceof EngineError && error.fields.statusCode === 404;
}

/** Whether the engine answered that the thing is, or soon will be, in another state. */
export function isConflict(error: unknown): boolean {
  return error instanceof EngineError && error.fields.statusCode === 409;
}

/** The message of an error, without the HTTP status that docker-modem puts before the engine's own words. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const foreign = foreignAnswer(cause);
  if (foreign !== undefined) return `what answers there is no container engine: it sent ${foreign}`;
  const words = cause.message.replace(/^\(HTTP code \d+\) /, '').trim();
  if (words !== '') return words;
  // A refused connection to a name with several addresses is an AggregateError without a message.
  return 'code' in cause ? String(cause.code) : cause.name;
}

/** HTTP status of the engine's answer; undefined when it did not answer, or when something else failed. */
export function statusCodeOf(cause: unknown): number | undefined {
  if (cause instanceof EngineError) return cause.fields.statusCode;
  if (!(cause instanceof Error) || !('statusCode' in cause)) return undefined;
  return typeof cause.statusCode === 'number' ? cause.statusCode : undefined;
}
