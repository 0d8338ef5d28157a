import type { JsonSchema as Schema } from '../../definition/form/json-schema.ts';
import { labForm } from '../../definition/form/lab-form.ts';
import { faults } from '../../faults/by-name.ts';
import { code, plain, table } from './table.ts';

/** Parameters differ from fault to fault: the page about faults has them. */
const describedElsewhere = new Map([['with', 'object, see [Faults](faults.md#parameters)']]);

/** Every property of a lab file: a table for the file itself, and one for each kind of object in it. */
export function labFileReference(): string {
  const paths = new Map<string, string[]>();
  for (const { path, schema } of objectsIn(labForm(faults).jsonSchema, '')) {
    const properties = table([['property', 'type', ''], ...propertiesOf(schema)]);
    paths.set(properties, [...(paths.get(properties) ?? []), path]);
  }
  return [...paths]
    .map(([properties, [first = '', ...others]]) =>
      first === '' ? properties : `### ${[first, ...others].join(', ')}\n\n${properties}`,
    )
    .join('\n\n');
}

/** The object itself, then those in its properties, each by the path that leads to it: `connections[].ipsecPolicies[]`. */
function objectsIn(schema: Schema, path: string): { readonly path: string; readonly schema: Schema }[] {
  return [
    { path, schema },
    ...Object.entries(propertiesIn(schema)).flatMap(([name, property]) => {
      const object = objectOf(property);
      if (!object || describedElsewhere.has(name)) return [];
      const step = property.type === 'array' ? `${name}[]` : name;
      return objectsIn(object, path === '' ? step : `${path}.${step}`);
    }),
  ];
}

function propertiesOf(schema: Schema): string[][] {
  const required = new Set(schema.required);
  return Object.entries(propertiesIn(schema)).map(([name, property]) => [
    required.has(name) ? `**${name}**` : name,
    describedElsewhere.get(name) ?? typeOf(property),
    plain(property.description ?? descriptionOfAlternatives(property)),
  ]);
}

const propertiesIn = (schema: Schema): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      typeof property === 'boolean' ? [] : [[name, property]],
    ),
  );

/** The object that a property is, or that its list has; of several alternatives the one that is an object. */
function objectOf(property: Schema): Schema | undefined {
  const inner = property.type === 'array' ? itemsOf(property) : property;
  return inner && alternativesOf(inner).find(({ properties }) => properties);
}

function itemsOf({ items }: Schema): Schema | undefined {
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}

const alternativesOf = (schema: Schema): Schema[] =>
  (schema.anyOf ?? [schema]).flatMap((one) => (typeof one === 'boolean' ? [] : [one]));

const descriptionOfAlternatives = (schema: Schema): string =>
  alternativesOf(schema).flatMap(({ description }) => description ?? [])[0] ?? '';

function typeOf(schema: Schema): string {
  if (schema.enum && schema.enum.length > 10) return 'name of a [fault](faults.md)';
  if (schema.enum) return schema.enum.map((word) => code(String(word))).join(', ');
  if (schema.anyOf) return [...new Set(alternativesOf(schema).map(typeOf))].join(' or ');
  switch (schema.type) {
    case 'array': {
      const items = itemsOf(schema);
      return items ? `list of ${typeOf(items)}` : 'list';
    }
    case 'string':
      return 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return '`true`, `false`';
    default:
      return String(schema.type);
  }
}
