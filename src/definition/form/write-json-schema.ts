/**
 * Writes `schemas/lab.schema.json`, which lab files refer to in their first line:
 * `node --import tsx src/definition/form/write-json-schema.ts`
 */
import { writeFile } from 'node:fs/promises';
import { renderLabSchema } from './json-schema.ts';

await writeFile(new URL('../../../schemas/lab.schema.json', import.meta.url), renderLabSchema());
