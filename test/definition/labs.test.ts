import { readFileSync } from 'node:fs';
import test from 'ava';
import { renderSchema } from '../../src/definition/form/json-schema.ts';
import { labForm } from '../../src/definition/form/lab-form.ts';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { labNames } from '../topology/lab-topology.ts';

const labs = new URL('../../labs/', import.meta.url);

const rendered = renderSchema(labForm(faults).jsonSchema);

/** Labs that show what comes of something that one should not do, and what is said about it. */
const warned: ReadonlyMap<string, readonly string[]> = new Map([
  ['single-tunnel', ['instance-without-tunnel']],
]);

for (const name of labNames) {
  test(`lab ${name}: follows all rules, has the name of its folder and refers to its schema`, (t) => {
    const text = readFileSync(new URL(`${name}/lab.yaml`, labs), 'utf8');
    const examination = examineDefinition(yamlSource(text, `labs/${name}/lab.yaml`), faults);
    if (!examination.ok) return t.fail(JSON.stringify(examination.problems, null, 2));
    t.deepEqual(
      examination.warnings.map(({ rule }) => rule),
      warned.get(name) ?? [],
    );
    t.is(examination.definition.name, name);
    t.not(examination.definition.summary, '');
    t.is(text.split('\n')[0], '# yaml-language-server: $schema=../../schemas/lab.schema.json');
  });
}

test('schemas/lab.schema.json is up to date; if not: npm run generate', (t) => {
  t.is(readFileSync(new URL('../../schemas/lab.schema.json', import.meta.url), 'utf8'), rendered);
});

test('every property in the JSON Schema is described', (t) => {
  const undescribed: string[] = [];
  const visit = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key !== 'properties') visit(value, `${path}/${key}`);
      else {
        for (const [name, property] of Object.entries<{ description?: string }>(value)) {
          if (!property.description) undescribed.push(`${path}/${name}`);
          visit(property, `${path}/${name}`);
        }
      }
    }
  };
  visit(JSON.parse(rendered), '');
  t.deepEqual(undescribed, []);
});
