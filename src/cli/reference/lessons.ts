import type { JsonSchema as Schema } from '../../definition/form/json-schema.ts';
import { lessonRules } from '../../lessons/check/check-lesson.ts';
import { translationRule } from '../../lessons/check/check-translation.ts';
import { actionKinds } from '../../lessons/format/written-action.ts';
import { conditionKinds } from '../../lessons/format/written-conditions.ts';
import { lessonForm } from '../../lessons/format/written-lesson.ts';
import { code, plain, table } from './table.ts';

const whole = lessonForm.jsonSchema;

/** The properties of a lesson's front matter. */
export const lessonFileReference = (): string => propertiesTable(propertiesOf(whole), required(whole));

/** The properties of a task. */
export const lessonTaskReference = (): string =>
  propertiesTable(propertiesOf(taskSchema()), required(taskSchema()));

/** Every condition with its properties, and what a check can have beside one. */
export function lessonCheckReference(): string {
  const properties = propertiesOf(itemsOf(propertiesOf(taskSchema()).checks));
  const isCondition = (name: string) => conditionKinds.includes(name);
  const conditions = Object.entries(properties).filter(([name]) => isCondition(name));
  const others = Object.entries(properties).filter(([name]) => !isCondition(name));
  return [
    table([
      ['condition', '', 'its properties'],
      ...conditions.map(([name, schema]) => [
        code(name),
        described(schema),
        isMadeOfOthers(name) ? '' : partsOf(schema),
      ]),
    ]),
    table([['beside a condition', ''], ...others.map(([name, schema]) => [code(name), described(schema)])]),
  ].join('\n\n');
}

/** What a solution can do. */
export function lessonActionReference(): string {
  const properties = propertiesOf(itemsOf(propertiesOf(propertiesOf(taskSchema()).solution).do));
  return table([
    ['action', '', 'its properties'],
    ...actionKinds.flatMap((name) => {
      const schema = properties[name];
      return schema ? [[code(name), described(schema), partsOf(schema)]] : [];
    }),
  ]);
}

/** Every rule of `lesson check`. */
export const lessonRulesReference = (): string =>
  table([
    ['rule', 'why'],
    ...lessonRules.map(({ name, reason }) => [code(name), plain(reason)]),
    [code(translationRule), 'A translation has texts only: the same tasks, hints, questions and commands.'],
  ]);

const isMadeOfOthers = (name: string): boolean => ['not', 'any', 'all'].includes(name);

/** Its description, in which code stays code. */
const described = (schema: Schema): string =>
  plain(resolved(schema).description ?? '').replaceAll('\\`', '`');

const taskSchema = (): Schema => itemsOf(propertiesOf(whole).tasks);

/** The properties of an object with their descriptions; of a choice of words, the words. */
function partsOf(schema: Schema): string {
  const properties = Object.entries(propertiesOf(schema));
  if (properties.length === 0) return wordsOf(schema);
  return properties
    .map(
      ([name, part]) =>
        `${code(name)}${wordsOf(part) === '' ? '' : ` (${wordsOf(part)})`}: ${described(part)}`,
    )
    .join('<br>');
}

const wordsOf = (schema: Schema): string => {
  const words = resolved(schema).enum ?? [];
  return words.length === 0 || words.length > 20 ? '' : words.map((word) => code(String(word))).join(', ');
};

const propertiesTable = (properties: Readonly<Record<string, Schema>>, needed: readonly string[]): string =>
  table([
    ['property', ''],
    ...Object.entries(properties).map(([name, schema]) => [
      needed.includes(name) ? `**${name}**` : name,
      [described(schema), wordsOf(schema)].filter((text) => text !== '').join(' '),
    ]),
  ]);

const required = (schema: Schema): readonly string[] =>
  (schema.required ?? []).filter((name) => !('default' in (propertiesOf(schema)[name] ?? {})));

function propertiesOf(schema: Schema | undefined): Record<string, Schema> {
  const { properties = {} } = schema ? resolved(schema) : {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, part]) => (typeof part === 'boolean' ? [] : [[name, part]])),
  );
}

function itemsOf(schema: Schema | undefined): Schema {
  const items = schema?.items;
  return typeof items === 'object' && !Array.isArray(items) ? resolved(items) : {};
}

/** A part that is written once and referred to. */
function resolved(schema: Schema): Schema {
  const definition = whole.$defs?.[/^#\/\$defs\/(\w+)$/.exec(schema.$ref ?? '')?.[1] ?? ''];
  return typeof definition === 'object' ? { ...definition, ...schema } : schema;
}
