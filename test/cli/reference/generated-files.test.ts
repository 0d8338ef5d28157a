import { readFile } from 'node:fs/promises';
import test from 'ava';
import { projectFolder } from '../../../src/base/project-folder.ts';
import { generatedFiles } from '../../../src/cli/reference/generated-files.ts';

for (const [path, content] of await generatedFiles()) {
  test(`${path} is up to date: npm run generate`, async (t) => {
    t.is(await readFile(new URL(path, projectFolder), 'utf8'), content);
  });
}
