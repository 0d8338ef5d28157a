import { z } from 'zod';
import { directionResultSchema, outageSchema } from '../../analysis/result.ts';
import { limitsSchema } from '../../analysis/run-result.ts';
import { profileNames } from '../../definition/profile.ts';

/**
 * `suite.json`: what came of every case of a failover regression suite. Readers should ignore keys that they do not
 * know; a change that would break them raises the number in `format`.
 */

export const outcomes = [
  'passed',
  'failed',
  'nothing-measured',
  'wrong-input',
  'lab-not-ready',
  'environment',
  'interrupted',
  'not-run',
] as const;

/**
 * `failed`: a limit was missed. The others say why there is nothing to hold against the limits; `not-run`: the suite
 * ended before this case was begun.
 */
export type Outcome = (typeof outcomes)[number];

const seconds = z.number().nonnegative();
const outcome = z.enum(outcomes);
const sentences = z.array(z.string()).readonly();

const attemptSchema = z
  .object({
    outcome,
    exitCode: z.int().describe('of `switchover run`; 128 and the number of the signal that ended it'),
    startedAt: z.iso.datetime(),
    seconds,
    run: z
      .string()
      .nullable()
      .describe("folder of the run's results, within the suite's; null: it made none"),
    reason: z.string().nullable().describe('why nothing was measured, in the words of the run'),
  })
  .readonly();

export const caseResultSchema = z
  .object({
    lab: z.string(),
    fault: z.string(),
    target: z.string().nullable().describe('null: the usual target of the fault'),
    parameters: z.string().nullable().describe('how the fault is done; null: as usual'),
    limits: limitsSchema.nullable().describe('null: whatever recovers is fine'),
    documented: z
      .object({ figure: z.string().nullable(), text: z.string(), source: z.string() })
      .readonly()
      .describe('what Azure documents for this case; null: nothing'),
    outcome: outcome.describe('of the last attempt'),
    misses: sentences.describe('a sentence for every limit that was missed: by how much, and why'),
    notes: sentences.describe('what to have in mind when reading the figures'),
    figures: z
      .object({
        directions: z
          .array(
            z
              .object({
                name: directionResultSchema.unwrap().shape.name,
                from: z.string(),
                to: z.string(),
                outage: outageSchema.nullable().describe('the longest one; null: nothing was interrupted'),
              })
              .readonly(),
          )
          .readonly(),
        redundancyRestoredMs: z.number().nullable().describe('null: not within the time allowed'),
      })
      .readonly()
      .nullable()
      .describe('the worst of all trials; null: nothing was measured'),
    attempts: z.array(attemptSchema).readonly(),
  })
  .readonly();

export const suiteResultSchema = z
  .object({
    format: z.literal('switchover-suite/1'),
    suite: z
      .object({
        id: z.string().describe('name of its folder'),
        startedAt: z.iso.datetime(),
        seconds,
        profile: z.enum(profileNames),
        dataplane: z.string().describe('as asked for'),
        jobs: z.int().positive().describe('runs at once'),
        version: z.string().describe('of switchover'),
      })
      .readonly(),
    counts: z
      .object({
        passed: z.int(),
        failed: z.int().describe('everything that ran and did not pass'),
        notRun: z.int(),
      })
      .readonly(),
    cases: z.array(caseResultSchema).readonly().describe('in the order of the labs and of their `expect`'),
  })
  .readonly();

export type SuiteResult = z.infer<typeof suiteResultSchema>;
export type CaseResult = z.infer<typeof caseResultSchema>;
export type Attempt = z.infer<typeof attemptSchema>;
