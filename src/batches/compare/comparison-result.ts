import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';

const ms = z.number();

const figureSchema = z.object({
  title: z.string(),
  baseMedianMs: ms.nullable().describe('null, here and below: it falls on a trial that did not recover'),
  newMedianMs: ms.nullable(),
  shiftMs: ms.nullable().describe('how much longer it takes now (Hodges-Lehmann)'),
  interval: z
    .object({ lowerMs: ms.nullable(), upperMs: ms.nullable(), confidence: z.number() })
    .nullable()
    .describe('of the shift (Mann-Whitney); null: too few trials for 95 %'),
  toleranceMs: ms.describe('a smaller shift does not count'),
  outcome: z.enum(['regression', 'improvement', 'no-difference', 'too-few-trials']),
});

const caseSchema = z.object({
  title: z.string(),
  trials: z.object({ base: z.int(), new: z.int() }),
  figures: z.array(figureSchema),
  changes: z.array(z.string()).describe('timers and versions that were not the same'),
});

const comparisonSchema = z.object({
  tolerance: z.object({ percent: z.number(), milliseconds: z.number() }),
  outcome: z
    .enum(['regression', 'no-regression', 'not-comparable'])
    .describe('not-comparable: no case is on both sides with trials enough'),
  cases: z.array(caseSchema),
  onlyInBase: z.array(z.string()),
  onlyInNew: z.array(z.string()),
});

/** What `switchover compare` found, as `--format json` prints it. */
export const comparisonFormat = new StoredFormat({
  name: 'comparison',
  version: 1,
  schema: comparisonSchema,
  otherVersion: 'Compare the runs again.',
});

export type RunsComparison = z.infer<typeof comparisonSchema>;
export type CaseComparison = z.infer<typeof caseSchema>;
export type Figure = z.infer<typeof figureSchema>;

const endings = {
  regression: 'failed',
  'no-regression': 'passed',
  'not-comparable': 'nothing-measured',
} as const;

/** How the command ends. */
export const comparisonEnding = ({ outcome }: Pick<RunsComparison, 'outcome'>) => endings[outcome];
