import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { type ErrorValue, errorValue } from '../../base/errors/error-value.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { RunRequest } from '../../run/request.ts';
import type { RunOutcome } from '../../run/run-lab.ts';
import type { RunStep, Watch } from '../../run/steps.ts';
import { runMessageSchema } from './messages.ts';

/** How the process of a run ended. */
export type RunEnd =
  /** It measured something, and saved it. */
  | { readonly kind: 'finished'; readonly outcome: RunOutcome }
  /** It said itself what went wrong. */
  | { readonly kind: 'failed'; readonly error: ErrorValue }
  /** It took longer than it may, and was interrupted. */
  | { readonly kind: 'too-long'; readonly limitMs: number }
  /** It ended without a word: killed, out of memory, not even started. */
  | {
      readonly kind: 'died';
      readonly exitCode?: number | undefined;
      readonly signal?: NodeJS.Signals | undefined;
      /** What it wrote to standard error, or why it could not be started. */
      readonly lastWords: string;
    };

export interface ProcessSettings extends Watch<RunStep> {
  readonly limitMs: number;
  /** Program of the process; another one for tests. */
  readonly file?: string;
}

const ownFile = fileURLToPath(new URL('run-process.ts', import.meta.url));

/**
 * Runs a lab in a process of its own: what blocks the event loop of one run, such as the analysis of its packets, must
 * not delay what another one measures. Aborting the signal asks the run to tear its lab down, and waits for that; the
 * end of this process does the same.
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
    // However long the lab takes to go.
    forceKillAfterDelay: false,
    // A group of its own: Ctrl-C in a terminal would reach it as well, and a second one would end it at once.
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
