import * as z from 'zod';
import type { Path } from '../sources/path.ts';
import type { WrittenForm } from './written.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema of a lab file. Editors use it to complete, explain and check while one writes. */
export function labJsonSchema(written: WrittenForm): JsonSchema {
  return {
    title: 'switchover lab',
    description: "A VPN design in Azure's terms, from which a lab is made.",
    ...z.toJSONSchema(written, { io: 'input' }),
  };
}

/** A JSON Schema as the text of a file, in the layout of the project's formatter: short lists of words in one line. */
export function renderSchema(schema: JsonSchema): string {
  const text = JSON.stringify(schema, null, 2);
  return `${text.replaceAll(/^( *"[^"]*": )\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\](,?)$/gm, inOneLine)}\n`;
}

/** The line width of the project's formatter. */
const lineWidth = 110;

function inOneLine(list: string, property: string, words: string, comma: string): string {
  const line = `${property}[${words.replaceAll(/,\s+/g, ', ')}]${comma}`;
  return line.length <= lineWidth ? line : list;
}

/** The part of the schema for a place of a lab file; undefined if nothing is allowed there. */
export function schemaAt(whole: JsonSchema, path: Path): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((schema, step) => {
    const part = asObject(schema);
    const next = typeof step === 'number' ? schema?.items : part?.properties?.[step];
    return isSchema(next) ? referred(next, whole) : undefined;
  }, whole);
}

/** A part that occurs in itself is written once, and referred to. */
function referred(schema: JsonSchema, { $defs = {} }: JsonSchema): JsonSchema {
  const name = /^#\/\$defs\/(\w+)$/.exec(schema.$ref ?? '')?.[1];
  const definition = name === undefined ? undefined : $defs[name];
  return isSchema(definition) ? { ...definition, ...schema } : schema;
}

/** The properties that an object at a place may have. */
export function propertiesAt(whole: JsonSchema, path: Path): string[] {
  return Object.keys(asObject(schemaAt(whole, path))?.properties ?? {});
}

/** The alternative that is an object, where a plain name is allowed as well. */
function asObject(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.filter(isSchema).find((alternative) => alternative.properties) ?? schema;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
