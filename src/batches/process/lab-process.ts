import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { type ErrorValue, errorValue } from '../../base/errors/error-value.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { RunRequest } from '../../run/request.ts';
import type { RunOutcome } from '../../run/run-in-lab.ts';
import type { RunStep, Watch } from '../../run/steps.ts';
import { type RequestMessage, runMessageSchema } from './messages.ts';

/** How a run in a process of its own ended. */
export type RunEnd =
  /** It measured something, and saved it. */
  | { readonly kind: 'finished'; readonly outcome: RunOutcome }
  /** It failed, and sent its error. */
  | { readonly kind: 'failed'; readonly error: ErrorValue }
  /** It exceeded its time limit, and was interrupted. */
  | { readonly kind: 'too-long'; readonly limitMs: number }
  /** Its process ended without a last message: killed, out of memory, or never started. */
  | {
      readonly kind: 'died';
      readonly exitCode?: number | undefined;
      readonly signal?: NodeJS.Signals | undefined;
      /** Its standard error, or why it could not be started. */
      readonly lastWords: string;
    };

export interface RunWatch extends Pick<Watch<RunStep>, 'onStep'> {
  /** Whether another run in the same lab may follow, so that the lab should stay. */
  readonly more: boolean;
  readonly limitMs: number;
}

/** The source beside this source, or what was built of it beside what was built of this. */
const ownFile = fileURLToPath(new URL(`run-process${extname(import.meta.url)}`, import.meta.url));

/**
 * Runs in a process of their own, one after the other, all in the same lab as long as that is whole. When one run blocks
 * its event loop, for example while it analyses packets, the measurements of others must not be delayed. When the signal
 * aborts, the run tears its lab down, and its end is waited for. When this process ends, the other does the same by itself.
 */
export class LabProcess {
  readonly #signal: AbortSignal;
  readonly #limit = new AbortController();
  readonly #subprocess: ReturnType<typeof startProcess>;
  readonly #messages: AsyncIterator<unknown>;
  #isOver = false;

  /** @param file program of the process; another one for tests */
  constructor(signal: AbortSignal, file: string = ownFile) {
    this.#signal = signal;
    this.#subprocess = startProcess(file, AbortSignal.any([signal, this.#limit.signal]));
    this.#messages = this.#subprocess.getEachMessage()[Symbol.asyncIterator]();
  }

  /** Whether it ends or has ended, so that no further run can begin. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Does a run. If it was the last one of the process, this waits for the end of the process. */
  async run(request: RunRequest, { onStep, more, limitMs }: RunWatch): Promise<RunEnd> {
    // Not AbortSignal.timeout: in Node 20 one that only AbortSignal.any refers to is collected before it fires.
    const timer = setTimeout(() => this.#limit.abort(new Error('The run takes too long.')), limitMs);
    try {
      await this.#send({ kind: 'run', request, more });
      const said = await this.#read(onStep);
      if (this.#limit.signal.aborted && !this.#signal.aborted && said?.kind !== 'finished')
        return { kind: 'too-long', limitMs };
      return said ?? (await this.#death());
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Lets it remove a lab that is still up, and waits for its end.
   *
   * @returns why that failed; undefined: it did not
   */
  async end(): Promise<string | undefined> {
    if (this.#isOver) return undefined;
    await this.#send({ kind: 'no-more' });
    const said = await this.#read(() => {});
    return said?.kind === 'failed' ? said.error.message : undefined;
  }

  /** Reads messages until the run is over, and if the process ends with it, until that has ended. */
  async #read(onStep: (step: RunStep) => void): Promise<RunEnd | undefined> {
    let said: RunEnd | undefined;
    for (;;) {
      const { value, done } = await this.#messages.next();
      if (done) {
        this.#isOver = true;
        return said;
      }
      const { success, data, error } = runMessageSchema.safeParse(value);
      if (!success) said = unreadable(error);
      else if (data.kind === 'step') onStep(data.step);
      else if (data.kind === 'failed') said = data;
      else {
        const { labIsUp, ...finished } = data;
        if (labIsUp) return finished;
        said = finished;
      }
    }
  }

  async #send(message: RequestMessage): Promise<void> {
    // A process that is gone gets nothing; its end says why.
    await this.#subprocess.sendMessage({ ...message }).catch(() => {});
  }

  async #death(): Promise<RunEnd> {
    const { exitCode, signal, stderr, originalMessage } = await this.#subprocess;
    const reason = exitCode === undefined && signal === undefined ? (originalMessage ?? '') : '';
    return { kind: 'died', exitCode, signal, lastWords: stderr || reason };
  }
}

const startProcess = (file: string, cancelSignal: AbortSignal) =>
  execa(file, {
    node: true,
    ipc: true,
    cancelSignal,
    gracefulCancel: true,
    // The teardown has no time limit.
    forceKillAfterDelay: false,
    // In a process group of its own, it does not get the terminal's Ctrl-C: a second signal would end it at once.
    detached: true,
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    buffer: { ipc: false },
  });

const unreadable = (error: z.ZodError): RunEnd => ({
  kind: 'failed',
  error: errorValue(
    new SwitchoverError('bug', `The result of the run cannot be read:\n${z.prettifyError(error)}`),
  ),
});
