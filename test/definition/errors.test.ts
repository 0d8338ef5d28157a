import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { formatProblems } from '../../src/definition/problems/format-problems.ts';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import { rules } from '../../src/definition/rules/rules.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';

/**
 * `errors/NAME.yaml` is a lab with a mistake, `errors/NAME.txt` the exact messages about it. UPDATE_GOLDEN=1 rewrites
 * the messages; then read the diff.
 */
const folder = new URL('errors/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const update = process.env.UPDATE_GOLDEN === '1';
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [],
);

for (const name of names) {
  test(`errors/${name}.yaml: its problems are reported as in ${name}.txt`, (t) => {
    const examination = examineDefinition(yamlSource(read(`${name}.yaml`), `${name}.yaml`), faults);
    const problems = examination.ok ? examination.warnings : examination.problems;
    const text = `${formatProblems(problems)}\n`;
    if (update) writeFileSync(new URL(`${name}.txt`, folder), text);
    t.is(text, read(`${name}.txt`));
    t.true(problems.length > 0);
    t.is(
      examination.ok,
      problems.every(({ severity }) => severity === 'warning'),
    );
  });
}

for (const { name, source } of rules) {
  test(`rule ${name}: has a source, and a lab in errors/ breaks it`, (t) => {
    t.true(source.length > 0);
    t.true(names.includes(name), `errors/${name}.yaml is missing`);
    t.true(read(`${name}.txt`).includes(`  ${name}\n`), `errors/${name}.txt does not name the rule`);
  });
}

test('every text has its lab', (t) => {
  const texts = readdirSync(folder).flatMap((file) =>
    file.endsWith('.txt') ? [file.slice(0, -'.txt'.length)] : [],
  );
  t.deepEqual(
    texts.filter((name) => !names.includes(name)),
    [],
  );
});
