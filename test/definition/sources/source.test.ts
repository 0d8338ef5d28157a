import { readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';
import { formatProblems } from '../../../src/definition/problems/format-problems.ts';
import type { Problem } from '../../../src/definition/problems/problem.ts';
import { examineDefinition } from '../../../src/definition/read-definition.ts';
import type { Source } from '../../../src/definition/sources/source.ts';
import { faults } from '../../../src/faults/by-name.ts';

/** The value of a lab in labs/, as another source might have it. */
const labValue = (): Record<string, unknown> =>
  parse(readFileSync(new URL('../../../labs/dual-redundancy/lab.yaml', import.meta.url), 'utf8'));

/** A source like a template: one resource in each file, and each place names the resource. */
const sourceOf = (value: unknown, problems: readonly Problem[] = []): Source => ({
  name: 'design',
  value,
  problems,
  positionOf: ([list = 'design', index = 0, ...property], part) => ({
    file: `${list}.json`,
    line: Number(index) + 1,
    column: part === 'name' ? 1 : 10,
    label: [`${list}[${index}]`, ...property].join('.'),
  }),
});

const remark: Problem = {
  file: 'a.json',
  line: 1,
  column: 1,
  severity: 'warning',
  rule: 'left-out',
  message: 'The firewall is left out.',
  advice: 'Nothing depends on it.',
};

test("a definition can come from any source, and the source's own problems stay", (t) => {
  const examination = examineDefinition(sourceOf(labValue(), [remark]), faults);
  if (!examination.ok) return t.fail(formatProblems(examination.problems));
  t.is(examination.definition.name, 'dual-redundancy');
  t.deepEqual(examination.warnings, [remark]);
});

test("problems are reported at the source's position, in its own terms", (t) => {
  const value = {
    ...labValue(),
    virtualNetworks: [{ name: 'VNet', addressPrefixes: ['10.0.0.0/40'], subnets: [], colour: 'red' }],
  };
  const examination = examineDefinition(sourceOf(value, [remark]), faults);
  if (examination.ok) return t.fail('it is accepted');
  const text = formatProblems(examination.problems);
  t.true(
    text.includes(
      'virtualNetworks.json:1:10 (virtualNetworks[0].addressPrefixes.0)  error  invalid-prefix\n',
    ),
    text,
  );
  t.true(
    text.includes('virtualNetworks.json:1:1 (virtualNetworks[0].colour)  error  unknown-property\n'),
    text,
  );
  t.true(text.startsWith('a.json:1:1  warning  left-out\n'), text);
});

test('problems of several files are sorted by file, then by position', (t) => {
  const value = { ...labValue(), sites: [], virtualNetworks: [] };
  const examination = examineDefinition(sourceOf(value), faults);
  if (examination.ok) return t.fail('it is accepted');
  const places = examination.problems.map(({ file, line }) => [file, line] as const);
  const sorted = places.toSorted(([a, one], [b, other]) => a.localeCompare(b) || one - other);
  t.true(places.length > 1);
  t.deepEqual(places, sorted);
});

test('if a source is unreadable, only its own problems are reported', (t) => {
  const broken = { ...remark, severity: 'error' } as const;
  t.deepEqual(examineDefinition(sourceOf(undefined, [broken]), faults), { ok: false, problems: [broken] });
});
