import { z } from 'zod';
import { limitsSchema } from '../../analysis/run-result.ts';
import { worstFigures, worstFiguresSchema } from '../../analysis/verdict/worst-figures.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { documentedSchema } from '../../faults/kit/documented.ts';
import { type AttemptEnding, attemptSchema, outcomeSchema } from '../attempt.ts';
import type { SuiteCase } from './suite-case.ts';

const sentences = z.array(z.string()).readonly();

/** What is known of a case before it runs. */
export const caseAboutSchema = z
  .object({
    lab: z.string(),
    fault: z.string(),
    target: z.string().nullable().describe('null: the usual target of the fault'),
    parameters: z.string().nullable().describe('how the fault is done; null: as usual'),
    limits: limitsSchema.nullable().describe('null: any recovery passes'),
    documented: documentedSchema,
  })
  .readonly();

export type CaseAbout = z.infer<typeof caseAboutSchema>;

export const caseResultSchema = z
  .object({
    ...caseAboutSchema.unwrap().shape,
    outcome: outcomeSchema.describe('of the last attempt'),
    misses: sentences.describe('a sentence for every limit that was missed: by how much, and why'),
    notes: sentences.describe('what a reader of the figures should know'),
    figures: worstFiguresSchema.nullable().describe('null: nothing was measured'),
    attempts: z.array(attemptSchema).readonly(),
  })
  .readonly();

export type CaseResult = z.infer<typeof caseResultSchema>;

export const aboutCase = ({ definition, fault, limits, documented }: SuiteCase): CaseAbout => ({
  lab: definition.name,
  fault: fault.name,
  target: fault.target ?? null,
  parameters: parametersText(fault.parameters) || null,
  limits: limits ?? null,
  documented,
});

/** A case that was not reached, or whose shard is missing. */
export const caseWithoutRun = (about: CaseAbout, outcome: 'not-run' | 'missing'): CaseResult => ({
  ...about,
  outcome,
  misses: [],
  notes: [],
  figures: null,
  attempts: [],
});

/** The result of a case after some attempts; the last one counts. */
export function caseResult(one: SuiteCase, endings: readonly AttemptEnding[]): CaseResult {
  const last = endings.at(-1);
  const about = aboutCase(one);
  if (!last) return caseWithoutRun(about, 'not-run');
  return {
    ...about,
    outcome: last.attempt.outcome,
    misses: last.result?.verdict.misses ?? [],
    notes: last.result?.verdict.notes ?? [],
    figures: last.result ? worstFigures(last.result.trials) : null,
    attempts: endings.map(({ attempt }) => attempt),
  };
}
