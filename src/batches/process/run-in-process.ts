import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { type ErrorValue, errorValue } from '../../base/errors/error-value.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { RunRequest } from '../../run/request.ts';
import type { RunOutcome } from '../../run/run-in-lab.ts';
import type { RunStep, Watch } from '../../run/steps.ts';
import { runMessageSchema } from './messages.ts';

/** How the process of a run ended. */
export type RunEnd =
  /** It measured something, and saved it. */
  | { readonly kind: 'finished'; readonly outcome: RunOutcome }
  /** It failed, and sent its error. */
  | { readonly kind: 'failed'; readonly error: ErrorValue }
  /** It exceeded its time limit, and was interrupted. */
  | { readonly kind: 'too-long'; readonly limitMs: number }
  /** It ended without a last message: killed, out of memory, or never started. */
  | {
      readonly kind: 'died';
      readonly exitCode?: number | undefined;
      readonly signal?: NodeJS.Signals | undefined;
      /** Its standard error, or why it could not be started. */
      readonly lastWords: string;
    };

export interface ProcessSettings extends Watch<RunStep> {
  readonly limitMs: number;
  /** Program of the process; another one for tests. */
  readonly file?: string;
}

/** The source beside this source, or what was built of it beside what was built of this. */
const ownFile = fileURLToPath(new URL(`run-process${extname(import.meta.url)}`, import.meta.url));

/**
 * Runs a lab in a process of its own: when one run blocks its event loop, for example while it analyses packets, the
 * measurements of the others must not be delayed. When the signal aborts, the run tears its lab down, and this waits for
 * it. When this process ends, the run does the same by itself.
 */
export async function runInProcess(
  request: RunRequest,
  { onStep, signal, limitMs, file = ownFile }: ProcessSettings,
): Promise<RunEnd> {
  // Not AbortSignal.timeout: in Node 20 one that only AbortSignal.any refers to is collected before it fires.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error('The run takes too long.')), limitMs);
  const subprocess = execa(file, {
    node: true,
    ipcInput: request,
    cancelSignal: AbortSignal.any([signal, limit.signal]),
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
  let said: RunEnd | undefined;
  for await (const message of subprocess.getEachMessage()) {
    const read = runMessageSchema.safeParse(message);
    if (!read.success) said = unreadable(read.error);
    else if (read.data.kind === 'step') onStep(read.data.step);
    else said = read.data;
  }
  const { exitCode, signal: killedBy, stderr, originalMessage } = await subprocess;
  clearTimeout(timer);
  if (limit.signal.aborted && !signal.aborted && said?.kind !== 'finished')
    return { kind: 'too-long', limitMs };
  const lastWords =
    stderr || (exitCode === undefined && killedBy === undefined ? (originalMessage ?? '') : '');
  return said ?? { kind: 'died', exitCode, signal: killedBy, lastWords };
}

const unreadable = (error: z.ZodError): RunEnd => ({
  kind: 'failed',
  error: errorValue(
    new SwitchoverError('bug', `The result of the run cannot be read:\n${z.prettifyError(error)}`),
  ),
});
