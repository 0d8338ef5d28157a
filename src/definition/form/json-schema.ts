import * as z from 'zod';
import type { Path } from '../sources/path.ts';
import type { WrittenForm } from './written.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema of a lab file, for editors: they complete, explain and check with it while one writes. */
export function labJsonSchema(written: WrittenForm): JsonSchema {
  return {
    title: 'switchover lab',
    description: 'A VPN design in the words of Azure, to be brought up and broken on purpose.',
    ...z.toJSONSchema(written, { io: 'input' }),
  };
}

/** A JSON Schema as the text of a file, laid out as the project's formatter would: short lists of words in one line. */
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

/** What the schema says about that place of a lab file; undefined where there may be nothing. */
export function schemaAt(whole: JsonSchema, path: Path): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((schema, step) => {
    const part = asObject(schema);
    const next = typeof step === 'number' ? schema?.items : part?.properties?.[step];
    return isSchema(next) ? next : undefined;
  }, whole);
}

/** The properties that an object at that place may have. */
export function propertiesAt(whole: JsonSchema, path: Path): string[] {
  return Object.keys(asObject(schemaAt(whole, path))?.properties ?? {});
}

/** The one alternative that is an object, where a plain name will do as well. */
function asObject(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.filter(isSchema).find((alternative) => alternative.properties) ?? schema;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
