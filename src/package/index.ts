/** What programs import from the npm package. */
import type { z } from 'zod';
import type { StoredFormat } from '../base/files/stored.ts';
import { comparisonFormat } from '../batches/compare/comparison-result.ts';
import { suiteFormat } from '../batches/suite/suite-result.ts';
import { sweepFormat } from '../batches/sweep/sweep-result.ts';
import { resultFormat } from '../run/folder/formats.ts';
import type * as declared from './types.d.ts';

// The declarations are generated from the schemas: here the compiler holds them against what is read.
export const readRunResult: typeof declared.readRunResult = reader(resultFormat);
export const readSuiteResult: typeof declared.readSuiteResult = reader(suiteFormat);
export const readSweepResult: typeof declared.readSweepResult = reader(sweepFormat);
export const readComparison: typeof declared.readComparison = reader(comparisonFormat);

function reader<Schema extends z.ZodType<object, object>, Name extends string, Version extends number>(
  stored: StoredFormat<Schema, Name, Version>,
) {
  return async (path: string) => ({ format: stored.format, ...(await stored.readFile(path)) });
}
