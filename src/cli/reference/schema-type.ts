import type { JsonSchema } from '../../definition/form/json-schema.ts';

type Part = JsonSchema | boolean;

/**
 * The TypeScript type of what a JSON Schema allows, with its descriptions as comments. It knows the keywords that a schema
 * of a result has. Limits of numbers and texts have no place in a type.
 *
 * @param indent before the lines after the first
 * @throws {Error} for a schema that it cannot express: a type that allows something else would mislead
 */
export function schemaType(schema: Part, indent = ''): string {
  if (typeof schema === 'boolean') throw unknownSchema(schema);
  const { $ref, const: value, enum: values, anyOf, oneOf, type } = schema;
  if ($ref !== undefined) return $ref.slice('#/$defs/'.length);
  if (value !== undefined) return literal(value);
  if (values) return values.map(literal).join(' | ');
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return alternatives.map((one) => schemaType(one, indent)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => schemaType({ ...schema, type: one }, indent)).join(' | ');
  switch (type) {
    case 'object':
      return objectType(schema, indent);
    case 'array':
      return arrayType(schema, indent);
    case 'integer':
      return 'number';
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    default:
      throw unknownSchema(schema);
  }
}

/** A comment for editors, as the lines before what it describes. */
export function comment(text: string | undefined, indent = ''): string {
  return text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`;
}

function objectType({ properties, required = [], additionalProperties }: JsonSchema, indent: string): string {
  if (properties === undefined) {
    if (additionalProperties === undefined) throw unknownSchema({ type: 'object' });
    return `Readonly<Record<string, ${schemaType(additionalProperties, indent)}>>`;
  }
  if (typeof additionalProperties === 'object') throw unknownSchema({ properties, additionalProperties });
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const type = schemaType(property, inner);
    const description = typeof property === 'boolean' ? undefined : property.description;
    const member = required.includes(name) ? `${key(name)}: ${type}` : `${key(name)}?: ${type} | undefined`;
    return `${comment(description, inner)}${inner}readonly ${member};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function arrayType({ prefixItems, items }: JsonSchema, indent: string): string {
  if (prefixItems && items !== undefined && items !== false) throw unknownSchema({ prefixItems, items });
  if (prefixItems) return `readonly [${prefixItems.map((item) => schemaType(item, indent)).join(', ')}]`;
  if (items === undefined || Array.isArray(items)) throw unknownSchema({ items });
  const item = schemaType(items, indent);
  return `readonly ${/^\w+$/.test(item) || item.startsWith('{') ? item : `(${item})`}[]`;
}

const key = (name: string): string => (/^\w+$/.test(name) ? name : literal(name));

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, '\\$&')}'` : JSON.stringify(value);

const unknownSchema = (schema: unknown): Error =>
  new Error(`There is no TypeScript for the JSON Schema ${JSON.stringify(schema)}.`);
