import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { Progress } from '../../base/progress.ts';
import { lineSplitter } from '../containers/lines.ts';
import { subscribe } from '../containers/streams.ts';
import { understood } from '../understood.ts';

/** One line of the engine's account of a build, a pull or an import. */
const message = z.object({
  /** Output of a build step. */
  stream: z.string().optional(),
  /** State of a layer or of the whole. */
  status: z.string().optional(),
  /** The layer that `status` is about; it repeats often. */
  id: z.string().optional(),
  error: z.string().optional(),
});

/** Lines that an error carries: enough for a message of a compiler or of apt. */
const lastLineCount = 20;

/**
 * Follows the engine's account of long work to its end. The engine answers 200 before it begins, so a failure is only a
 * line in that account.
 *
 * @param limits milliseconds until the first line, and between lines
 * @param ending aborts to end the wait
 * @throws {Error} with the engine's message, or the reason for the end of the wait, and the last lines before it
 */
export async function followProgress(
  stream: NodeJS.ReadableStream,
  limits: { readonly firstSign: number; readonly silence: number },
  { progress, ending }: { readonly progress: Progress; readonly ending: AbortSignal },
): Promise<void> {
  const last: string[] = [];
  let failure: string | undefined;
  let silent: number | undefined;
  const say = (line: string) => {
    last.push(line);
    if (last.length > lastLineCount) last.shift();
    progress(line, 'detail');
  };
  const lines = lineSplitter((line) => {
    if (line.trim() === '') return;
    const { stream: output, status, id, error } = understood(message, JSON.parse(line));
    failure ??= error;
    // The progress bar of a layer would be hundreds of lines.
    if (status !== undefined && id === undefined) say(status);
    // The classic builder colours the standard error of a step red.
    const plain = stripVTControlCharacters(output ?? '').split('\n');
    for (const part of plain) if (part.trim() !== '') say(part.trimEnd());
  });
  const giveUp = (ms: number) =>
    setTimeout(() => {
      silent = ms;
      subscription.stop();
    }, ms);
  let timer = giveUp(limits.firstSign);
  const subscription = subscribe(
    stream,
    (chunk) => {
      clearTimeout(timer);
      timer = giveUp(limits.silence);
      lines.push(chunk);
    },
    lines.end,
  );
  ending.addEventListener('abort', subscription.stop);
  if (ending.aborted) subscription.stop();
  try {
    await subscription.done;
  } finally {
    clearTimeout(timer);
    ending.removeEventListener('abort', subscription.stop);
  }
  if (ending.aborted) throw new Error(withLastLines(reasonOf(ending), last));
  if (silent !== undefined)
    throw new Error(withLastLines(`the engine wrote nothing for ${Math.round(silent / 100) / 10} s`, last));
  if (failure !== undefined) throw new Error(withLastLines(failure, last));
}

function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function withLastLines(message: string, last: readonly string[]): string {
  return last.length === 0 ? message : `${message}\n${last.map((line) => `  ${line}`).join('\n')}`;
}
