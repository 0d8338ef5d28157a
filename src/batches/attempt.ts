import { constants } from 'node:os';
import { z } from 'zod';
import type { RunResult } from '../analysis/run-result.ts';
import { exitCodes } from '../base/errors/exit-codes.ts';
import type { ErrorKind } from '../base/errors/switchover-error.ts';
import { exitCodeOf } from '../run/exit-code-of.ts';
import type { RunEnd } from './process/lab-process.ts';

export const outcomes = [
  'passed',
  'failed',
  'nothing-measured',
  'wrong-input',
  'lab-not-ready',
  'environment',
  'interrupted',
  'not-run',
  'missing',
] as const;

/**
 * `failed`: a limit was missed. The others say why there is nothing to compare with the limits; `not-run`: the batch
 * ended before this case began; `missing`: none of the shards that were merged has it.
 */
export type Outcome = (typeof outcomes)[number];

export const outcomeSchema = z.enum(outcomes);

/** Outcomes for people. What has the exit code 4 may be a lab that did not come up, one that broke, or a defect of the program. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  'nothing-measured': 'not measured',
  'wrong-input': 'wrong input',
  'lab-not-ready': 'broken',
  environment: 'environment',
  interrupted: 'interrupted',
  'not-run': 'not run',
  missing: 'missing',
};

export const attemptSchema = z
  .object({
    outcome: outcomeSchema,
    exitCode: z
      .int()
      .describe('that `switchover run` would have had; 128 and the number of the signal that killed the run'),
    startedAt: z.iso.datetime(),
    seconds: z.number().nonnegative(),
    run: z
      .string()
      .nullable()
      .describe("folder of the run's results, within that of the batch; null: it made none"),
    labWasUp: z.boolean().describe('whether an earlier case had brought the lab up'),
    reason: z.string().nullable().describe('why nothing was measured, in the words of the run'),
  })
  .readonly();

export type Attempt = z.infer<typeof attemptSchema>;

/** One attempt at a case, with its result and its log. */
export interface AttemptEnding {
  readonly attempt: Attempt;
  /** What the run measured, and its verdict. Absent: it measured nothing. */
  readonly result?: RunResult;
  /** Why something of the run could not be saved. Absent: everything was. */
  readonly notSaved?: string | undefined;
  /** The steps of the run in words, and its error. */
  readonly log: string;
}

/** What is known about a run apart from its end. */
export interface RunHistory extends Pick<Attempt, 'run' | 'startedAt' | 'seconds' | 'labWasUp'> {
  /** Its steps in words. */
  readonly lines: readonly string[];
}

/** From the end of a run to the outcome of its case. */
export function attemptEnding(end: RunEnd, { lines, ...history }: RunHistory): AttemptEnding {
  const base = { ...history, seconds: Math.round(history.seconds * 1000) / 1000 };
  if (end.kind === 'finished') {
    const { result, notSaved } = end.outcome;
    const { outcome, invalid, undecided = [] } = result.verdict;
    const reason = outcome === 'nothing-measured' ? `${[...invalid, ...undecided].join('; ')}.` : null;
    return {
      attempt: { ...base, outcome, exitCode: exitCodeOf(result), reason },
      result,
      notSaved,
      log: textOf(notSaved === undefined ? lines : [...lines, notSaved]),
    };
  }
  const { outcome, exitCode, reason } = withoutResult(end);
  return {
    attempt: { ...base, outcome, exitCode, reason: outcome === 'interrupted' ? null : reason },
    log: textOf([...lines, reason]),
  };
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function withoutResult(end: Exclude<RunEnd, { kind: 'finished' }>) {
  switch (end.kind) {
    case 'failed': {
      const { kind, exitCode, message } = end.error;
      return { outcome: outcomeOf(kind), exitCode, reason: message };
    }
    case 'too-long':
      return {
        ...broken,
        reason: `The run did not end within ${end.limitMs / 60_000} minutes, and was interrupted.`,
      };
    case 'died':
      return { ...broken, exitCode: shellCode(end), reason: deathOf(end) };
  }
}

const broken = { outcome: 'lab-not-ready', exitCode: exitCodes['lab-not-ready'].code } as const;

/** A defect of the program counts as a lab that broke: both have the same exit code. */
const outcomeOf = (kind: ErrorKind): Outcome => (kind === 'bug' ? 'lab-not-ready' : kind);

type Death = Extract<RunEnd, { kind: 'died' }>;

/** As a shell reports it. */
const shellCode = ({ exitCode, signal }: Death): number =>
  signal === undefined ? (exitCode ?? broken.exitCode) : 128 + constants.signals[signal];

function deathOf({ exitCode, signal, lastWords }: Death): string {
  const how =
    signal !== undefined
      ? `was killed by ${signal}`
      : exitCode !== undefined
        ? `ended with exit code ${exitCode}`
        : 'could not be started';
  return `The process of the run ${how}.${lastWords === '' ? '' : ` Its last words:\n${lastWords}`}`;
}
