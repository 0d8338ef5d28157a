/**
 * Writes `schemas/result.schema.json`, which describes `result.json`:
 * `node --import tsx src/analysis/write-result-schema.ts`
 */
import { writeFile } from 'node:fs/promises';
import { renderResultSchema } from './result-schema.ts';

await writeFile(new URL('../../schemas/result.schema.json', import.meta.url), renderResultSchema());
