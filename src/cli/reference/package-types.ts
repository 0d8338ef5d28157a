import type { JsonSchema } from '../../definition/form/json-schema.ts';
import { type ResultFile, resultFiles } from './result-files.ts';
import { resultSchema } from './result-schema.ts';
import { comment, schemaType } from './schema-type.ts';

const title = `/**
 * What programs in TypeScript import from the npm package. \`npm run generate\` writes it, from the schemas with which
 * the program itself writes and reads the files.
 */
`;

/** The declarations of the npm package: a type for each result, and a function that reads it. */
export function packageTypes(): string {
  const schemas = resultFiles.map((file) => ({ file, schema: resultSchema(file) }));
  const parts = new Map<string, string>();
  for (const { schema } of schemas) {
    for (const [name, part] of Object.entries(schema.$defs ?? {})) {
      const text = sharedPart(name, part);
      if ((parts.get(name) ?? text) !== text) throw new Error(`Two parts of results are called ${name}.`);
      parts.set(name, text);
    }
  }
  return [title, ...parts.values(), ...schemas.map(({ file, schema }) => resultType(file, schema))].join(
    '\n',
  );
}

function sharedPart(name: string, schema: JsonSchema): string {
  return `${comment(schema.description)}export type ${name} = ${schemaType(schema)};\n`;
}

function resultType({ type }: ResultFile, schema: JsonSchema): string {
  return `${comment(schema.description)}export interface ${type} ${schemaType(schema)}

/**
 * Reads a {@link ${type}} from its JSON file.
 *
 * @throws {Error} that says what is wrong with the file: missing, damaged, or of another format
 */
export function read${type}(path: string): Promise<${type}>;
`;
}
