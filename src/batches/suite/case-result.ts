import { z } from 'zod';
import { directionResultSchema, outageSchema } from '../../analysis/result.ts';
import { limitsSchema } from '../../analysis/run-result.ts';
import { worstFigures } from '../../analysis/verdict/verdict.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { type AttemptEnding, attemptSchema, outcomeSchema } from '../attempt.ts';
import type { SuiteCase } from './suite-case.ts';

const sentences = z.array(z.string()).readonly();

export const caseResultSchema = z
  .object({
    lab: z.string(),
    fault: z.string(),
    target: z.string().nullable().describe('null: the usual target of the fault'),
    parameters: z.string().nullable().describe('how the fault is done; null: as usual'),
    limits: limitsSchema.nullable().describe('null: any recovery passes'),
    documented: z
      .object({ figure: z.string().nullable(), text: z.string(), source: z.string() })
      .readonly()
      .describe('what Azure documents for this case; null: nothing'),
    outcome: outcomeSchema.describe('of the last attempt'),
    misses: sentences.describe('a sentence for every limit that was missed: by how much, and why'),
    notes: sentences.describe('what a reader of the figures should know'),
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

export type CaseResult = z.infer<typeof caseResultSchema>;

/** The result of a case after some attempts; the last one counts. */
export function caseResult(
  { definition, fault, limits, documented }: SuiteCase,
  endings: readonly AttemptEnding[],
): CaseResult {
  const last = endings.at(-1);
  return {
    lab: definition.name,
    fault: fault.name,
    target: fault.target ?? null,
    parameters: parametersText(fault.parameters) || null,
    limits: limits ?? null,
    documented,
    outcome: last?.attempt.outcome ?? 'not-run',
    misses: last?.result?.verdict.misses ?? [],
    notes: last?.result?.verdict.notes ?? [],
    figures: last?.result ? worstFigures(last.result.trials) : null,
    attempts: endings.map(({ attempt }) => attempt),
  };
}
