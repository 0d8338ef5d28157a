import type { Progress } from '../../base/progress.ts';
import type { BatchStep } from '../../batches/batch-steps.ts';
import type { LiveStep, RunStep } from '../../run/steps.ts';
import type { Line } from '../../run/words/line.ts';
import { liveLine } from '../../run/words/live-line.ts';
import { runLine } from '../../run/words/run-line.ts';
import { BatchLines } from './batch-lines.ts';
import type { CaseTexts } from './case-texts.ts';
import { TaskLines } from './task-lines.ts';

type Work<Step, T> = (onStep: (step: Step) => void) => Promise<T>;

/** Shows the steps of a run while it goes on; returns what the run returns, after the last step was shown. */
export const showingRun = <T>(work: Work<RunStep, T>): Promise<T> => showing(runLine, work);

/** The same for what is done by hand to a lab that is up. */
export const showingLive = <T>(work: Work<LiveStep, T>): Promise<T> => showing(liveLine, work);

/** Shows work that has one step, with what it says of its progress. When the signal aborts, its reason is thrown. */
export const showingWork = <T>(
  title: string,
  signal: AbortSignal,
  work: (progress: Progress) => Promise<T>,
): Promise<T> =>
  showing<Line, T>(
    (line) => line,
    async (show) => {
      show({ kind: 'begin', title });
      try {
        const result = await work((text, kind) => show({ kind: 'say', text, detail: kind === 'detail' }));
        show({ kind: 'end' });
        return result;
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  );

async function showing<Step, T>(lineOf: (step: Step) => Line | undefined, work: Work<Step, T>): Promise<T> {
  const lines = new TaskLines({ live: process.stderr.isTTY === true });
  try {
    return await work((step) => {
      const line = lineOf(step);
      if (line) lines.show(line);
    });
  } finally {
    await lines.over();
  }
}

/** The same for a batch of runs. */
export async function showingBatch<Case, T>(
  texts: CaseTexts<Case>,
  work: Work<BatchStep<Case>, T>,
): Promise<T> {
  const lines = new BatchLines(texts, { live: process.stderr.isTTY === true });
  try {
    return await work((step) => lines.show(step));
  } finally {
    await lines.over();
  }
}
