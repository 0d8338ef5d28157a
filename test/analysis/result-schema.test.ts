import { readFileSync } from 'node:fs';
import test from 'ava';
import { renderResultSchema } from '../../src/analysis/result-schema.ts';

test('the schema that is shipped is that of the results: npm run generate', (t) => {
  const file = new URL('../../schemas/result.schema.json', import.meta.url);
  t.is(readFileSync(file, 'utf8'), renderResultSchema());
  t.is(JSON.parse(readFileSync(file, 'utf8')).properties.format.const, 'switchover-result/4');
});
