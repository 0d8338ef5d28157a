import test from 'ava';
import { z } from 'zod';
import { packageTypes } from '../../../src/cli/reference/package-types.ts';
import { schemaType } from '../../../src/cli/reference/schema-type.ts';

const typeOf = (schema: z.ZodType) => schemaType(z.toJSONSchema(schema, { io: 'input' }));

test('an object becomes its members, with their descriptions', (t) => {
  const schema = z.object({
    id: z.string().describe('name of its */ folder'),
    'max-ms': z.int().optional(),
    nested: z.object({ ok: z.boolean() }),
  });
  t.is(
    typeOf(schema),
    [
      '{',
      '  /** name of its *\\/ folder */',
      '  readonly id: string;',
      "  readonly 'max-ms'?: number | undefined;",
      '  readonly nested: {',
      '    readonly ok: boolean;',
      '  };',
      '}',
    ].join('\n'),
  );
});

for (const [schema, type] of [
  [z.array(z.number()), 'readonly number[]'],
  [z.array(z.number().nullable()), 'readonly (number | null)[]'],
  [z.array(z.array(z.string())), 'readonly (readonly string[])[]'],
  [z.tuple([z.string(), z.number()]), 'readonly [string, number]'],
  [z.record(z.string(), z.union([z.number(), z.string()])), 'Readonly<Record<string, number | string>>'],
  [z.enum(['a', "it's"]), "'a' | 'it\\'s'"],
  [z.literal(6), '6'],
  [z.discriminatedUnion('k', [z.object({ k: z.literal('a') })]), "{\n  readonly k: 'a';\n}"],
] as const) {
  test(`${type} of a schema`, (t) => t.is(typeOf(schema), type));
}

test('a schema without a type in TypeScript is refused', (t) => {
  for (const schema of [z.any(), z.tuple([z.string()]).rest(z.number()), z.object({}).catchall(z.number())]) {
    t.throws(() => typeOf(schema), { message: /^There is no TypeScript for the JSON Schema \{/ });
  }
});

test('a part that several results share is declared once', (t) => {
  t.is(packageTypes().match(/^export type Outage = /gm)?.length, 1);
  t.regex(packageTypes(), /outage: Outage/i);
});
