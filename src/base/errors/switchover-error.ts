import { type Ending, exitCodes } from './exit-codes.ts';

/** What an error means to the person, or the script, that started the program. */
export type ErrorKind = Exclude<Ending, 'passed' | 'failed'>;

/** What an error is about, for programs. The message names the same things for people. */
export interface ErrorFields {
  /** Id or name of a lab. */
  readonly lab?: string;
  readonly node?: string;
  readonly fault?: string;
  /** What the fault was to hit. */
  readonly target?: string;
  /** A lab file, a saved file or a folder. */
  readonly path?: string;
  /** Format that a saved file has, and the one that this version reads: `switchover-result/8`. */
  readonly found?: string;
  readonly needed?: string;
  /** Problems of a lab file, each with its place, or of a saved file. */
  readonly problems?: readonly object[];
  /** What a lab needs for full redundancy and does not have. */
  readonly missing?: readonly object[];
  /** How a node failed, and the last lines that it wrote. */
  readonly failure?: object;
  readonly lastLines?: readonly string[];
  /** The last observation of a wait that did not find what it waited for. */
  readonly seen?: string;
  /** What the container engine was asked for, and the HTTP status of its answer. */
  readonly action?: string;
  readonly statusCode?: number;
}

/**
 * An error that the program expects. Its message is complete: it is shown without a stack. Everything else that is
 * thrown counts as a defect of the program.
 *
 * Code that has to tell errors apart reads `kind`; a subclass exists only where that is not enough.
 */
export class SwitchoverError extends Error {
  override readonly name: string = 'SwitchoverError';
  readonly kind: ErrorKind;
  readonly fields: ErrorFields;

  /** @param message whole sentences that say what is wrong and, where possible, what to do about it */
  constructor(
    kind: ErrorKind,
    message: string,
    { cause, ...fields }: ErrorFields & { readonly cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.fields = fields;
  }

  get exitCode(): number {
    return exitCodes[this.kind].code;
  }
}

/** Whether it is an expected error of one of these kinds. */
export function isOfKind(error: unknown, ...kinds: readonly ErrorKind[]): error is SwitchoverError {
  return error instanceof SwitchoverError && kinds.includes(error.kind);
}
