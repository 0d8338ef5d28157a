/** A request to the engine failed, or was not answered in time. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError';
  /** What was asked of the engine, in words: "start container x". */
  readonly action: string;
  /** HTTP status of the answer; absent when there was none. */
  readonly statusCode: number | undefined;

  constructor(action: string, cause: unknown) {
    super(`Could not ${action}: ${reason(cause)}`, { cause });
    this.action = action;
    this.statusCode = statusCodeOf(cause);
  }
}

/** Whether the error says that the thing asked for does not exist on the engine. */
export function isNotFound(error: unknown): boolean {
  return error instanceof EngineError && error.statusCode === 404;
}

/** Whether the error says that the thing is already in, or on its way to, another state. */
export function isConflict(error: unknown): boolean {
  return error instanceof EngineError && error.statusCode === 409;
}

/** What an error says, without the HTTP dressing that docker-modem gives to the engine's own words. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const words = cause.message.replace(/^\(HTTP code \d+\) /, '').trim();
  if (words !== '') return words;
  // A refused connection to a name with several addresses is an AggregateError without a message of its own.
  return 'code' in cause ? String(cause.code) : cause.name;
}

/** Of what the engine answered; none when it did not answer, or what failed is none of its business. */
export function statusCodeOf(cause: unknown): number | undefined {
  if (cause instanceof EngineError) return cause.statusCode;
  if (!(cause instanceof Error) || !('statusCode' in cause)) return undefined;
  return typeof cause.statusCode === 'number' ? cause.statusCode : undefined;
}
