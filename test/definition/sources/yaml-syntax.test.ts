import { readFileSync } from 'node:fs';
import test from 'ava';
import { DefinitionError } from '../../../src/definition/problems/definition-error.ts';
import { examineDefinition } from '../../../src/definition/read-definition.ts';
import { yamlSource } from '../../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { readDefinition } from '../read-definition.ts';

// Here and not in errors/, because the project's formatter refuses files that are not YAML.

const cases: Readonly<Record<string, readonly [text: string, told: string]>> = {
  'a tab, without the confusion that follows from it': [
    'name: lab\nsites:\n\t- name: Site5\n\nconnections: []\n',
    `lab.yaml:3:1  error  yaml-syntax
    This is not valid YAML: tabs are not allowed as indentation.
    Indent with spaces.

1 error`,
  ],
  'a bracket that is not closed': [
    'name: [lab\nsites: []\n',
    `lab.yaml:2:1  error  yaml-syntax
    This is not valid YAML: flow sequence in block collection must be sufficiently indented and end
    with a ].
    Look at the indentation, quotes and brackets here and just before.

1 error`,
  ],
  'a quote that is not closed': [
    'name: "lab\n',
    `lab.yaml:2:1  error  yaml-syntax
    This is not valid YAML: missing closing double quote.
    Close what was opened: quotes, brackets or braces, or put a space behind the colon.

1 error`,
  ],
  'an alias without an anchor': [
    'name: *lab\n',
    `lab.yaml:1:7  error  yaml-syntax
    This alias has no anchor before it.
    Write the value itself.

1 error`,
  ],
};

for (const [what, [text, told]] of Object.entries(cases)) {
  test(`exact message: ${what}`, (t) => {
    const error = t.throws(() => readDefinition(yamlSource(text, 'lab.yaml'), faults), {
      instanceOf: DefinitionError,
    });
    t.is(error?.message, told);
  });
}

test('no message repeats a shared key, however YAML reads it', (t) => {
  const written = readFileSync(new URL('../../../labs/vnet-to-vnet/lab.yaml', import.meta.url), 'utf8');
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  const keys = printable.flatMap((sign) => [
    ...[`${sign}Secret`, `Secret${sign}`, `Secret${sign} Secret`, `${sign}${sign}Secret ${sign}Secret`],
    ...[
      `"Secret${sign}`,
      `"Secret\\${sign}"`,
      `'Secret${sign}'Secret'`,
      `[Secret${sign}Secret`,
      `{Secret${sign}: Secret`,
    ],
  ]);
  const examinations = keys.map((key) =>
    examineDefinition(
      yamlSource(
        written.replace('AzureA1b2C3', () => key),
        'lab.yaml',
      ),
      faults,
    ),
  );
  const problems = examinations.flatMap((examination) => (examination.ok ? [] : examination.problems));
  t.true(problems.length > 300, `${problems.length}`);
  for (const problem of problems) t.notRegex(JSON.stringify(problem), /Secret/);
});
