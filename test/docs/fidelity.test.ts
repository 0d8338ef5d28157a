import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { projectFolder } from './pages.ts';

/** docs/fidelity.md names a test for each of its 13 points: `file`: "title". */
const page = readFileSync(join(projectFolder, 'docs/fidelity.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+)\. (.*) \|$/gm)].map(([, number, text = '']) => ({
  number: Number(number),
  tests: [...text.matchAll(/`(test\/[^`]+)`: "([^"]+)"/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  })),
}));

test('the page has 13 points, each with a test', (t) => {
  t.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 13 }, (_, index) => index + 1),
  );
  for (const { number, tests } of rows) t.true(tests.length > 0, `point ${number}`);
});

for (const { file, title } of rows.flatMap(({ tests }) => tests)) {
  test(`${file} has the test "${title}"`, (t) => {
    const source = readFileSync(join(projectFolder, file), 'utf8');
    t.true(
      source.includes(`'${title}'`) || source.includes(`\`${title}\``) || source.includes(`: ${title}\``),
    );
  });
}
