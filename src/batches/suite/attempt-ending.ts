import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type RunResult, runResultSchema } from '../../analysis/run-result.ts';
import type { Attempt, Outcome } from './suite-result.ts';

/** A run as a child process leaves it. */
export interface EndedRun {
  /** 128 and the number of the signal, if one ended it. */
  readonly exitCode: number;
  /** The result as JSON, if there is one. */
  readonly stdout: string;
  /** Progress, and what went wrong. */
  readonly stderr: string;
  readonly startedAt: Date;
  readonly seconds: number;
}

/** One attempt at a case, and all that is known from it. */
export interface AttemptEnding {
  readonly attempt: Attempt;
  /** What the run measured, and what its limits say about it; absent when it ended without a result. */
  readonly result?: RunResult;
  readonly stderr: string;
}

/** What an ended run means for its case. Its exit code counts only where it left no result. */
export function attemptEnding(run: EndedRun): AttemptEnding {
  const { exitCode, stderr, seconds, startedAt } = run;
  const base = {
    exitCode,
    startedAt: startedAt.toISOString(),
    seconds: Math.round(seconds * 1000) / 1000,
    run: folderIn(stderr),
  };
  const read = resultIn(run);
  if ('problem' in read) {
    const outcome = outcomeOf(exitCode);
    return { attempt: { ...base, outcome, reason: outcome === 'interrupted' ? null : read.problem }, stderr };
  }
  const { result } = read;
  const { verdict } = result;
  const reason = verdict.outcome === 'nothing-measured' ? `${verdict.invalid.join('; ')}.` : null;
  return {
    attempt: { ...base, run: result.run.id, outcome: verdict.outcome, reason },
    result,
    stderr,
  };
}

function resultIn({ exitCode, stdout, stderr }: EndedRun): { result: RunResult } | { problem: string } {
  if (stdout.trim() === '') {
    return { problem: lastWords(stderr) || `It ended with exit code ${exitCode}, and without a word.` };
  }
  try {
    return { result: runResultSchema.parse(JSON.parse(stdout)) };
  } catch (error) {
    return {
      problem: `Its result cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** By the program's exit codes. One that promises a result, and there is none, says that the run broke. */
function outcomeOf(exitCode: number): Outcome {
  switch (exitCode) {
    case 2:
      return 'wrong-input';
    case 3:
      return 'nothing-measured';
    case 5:
      return 'environment';
    case 130:
      return 'interrupted';
    default:
      return 'lab-not-ready';
  }
}

/** A line of progress as listr2 writes it, with its symbols for terminals of either kind, or where the results are. */
const progressLine = /^(?:[❯›✔✖⚠↓→>√×‼] |Results: )/u;

/** What was said after the last line of progress: why it ended. */
function lastWords(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).trimEnd().split('\n');
  const last = lines.findLastIndex((line) => progressLine.test(line));
  return lines
    .slice(last + 1)
    .join('\n')
    .trim();
}

/** Where the run says that its results are; it says so even when there is none. */
function folderIn(stderr: string): string | null {
  const path = /^Results: (.+)$/m.exec(stderr)?.[1];
  return path === undefined ? null : basename(path);
}
