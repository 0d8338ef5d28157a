import test from 'ava';
import { DefinitionError } from '../../src/definition/definition-error.ts';
import { readDefinition } from '../../src/definition/read-definition.ts';

// Here and not in errors/, because the project's formatter refuses files that are not YAML.

const cases: Readonly<Record<string, readonly [text: string, told: string]>> = {
  'a tab, without the confusion that follows from it': [
    'name: lab\nsites:\n\t- name: Site5\n\nconnections: []\n',
    `lab.yaml:3:1  error  yaml-syntax
    This is not proper YAML: tabs are not allowed as indentation.
    Indent with spaces.

1 error`,
  ],
  'a bracket that is not closed': [
    'name: [lab\nsites: []\n',
    `lab.yaml:2:1  error  yaml-syntax
    This is not proper YAML: flow sequence in block collection must be sufficiently indented and end
    with a ].
    Look at the indentation, quotes and brackets here and just before.

1 error`,
  ],
  'a quote that is not closed': [
    'name: "lab\n',
    `lab.yaml:2:1  error  yaml-syntax
    This is not proper YAML: missing closing double quote.
    Close what was opened: quotes, brackets or braces, or put a space behind the colon.

1 error`,
  ],
  'an alias without an anchor': [
    'name: *lab\n',
    `lab.yaml:1:7  error  yaml-syntax
    There is no anchor for the alias "lab" before its use.
    Write the value itself.

1 error`,
  ],
};

for (const [what, [text, told]] of Object.entries(cases)) {
  test(`told to the letter: ${what}`, (t) => {
    const error = t.throws(() => readDefinition(text, 'lab.yaml'), { instanceOf: DefinitionError });
    t.is(error?.message, told);
  });
}
