import fc from 'fast-check';
import {
  addressAt,
  lastAddress,
  lastUsableAddress,
  prefixLength,
  withoutHostBits,
} from '../../../src/base/addresses.ts';
import type { JsonSchema } from '../../../src/definition/form/json-schema.ts';
import { address, azureName, prefix, shortName } from '../../../src/definition/form/value-checks.ts';

/** A property of lab files that holds one value. */
export interface Place {
  /** `connections[].ipsecPolicies[].saLifeTimeSeconds` */
  readonly name: string;
  /** Property names from the root; the first item is meant of each list. */
  readonly path: readonly string[];
  readonly kind: 'number' | 'word' | 'text';
  /** A name, which other parts of the file may refer to. */
  readonly isName: boolean;
  /** What to write there, given the value of a design. */
  readonly values: (written: unknown) => readonly unknown[];
  /** The first values beyond both ends of a range. */
  readonly outside: readonly number[];
}

/** Stands for the items of a list in a path. */
export const item = '[]';

/** Every property with a range, with words to choose from or with a notation, read from the schema of lab files. */
export function places(schema: JsonSchema, path: readonly string[] = []): Place[] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => inside(part, [...path, name])),
    ...inside(schema.items, [...path, item]),
    ...(schema.anyOf ?? []).flatMap((part) => inside(part, path)),
    ...placeAt(schema, path),
  ];
}

const inside = (part: unknown, path: readonly string[]): Place[] =>
  isSchema(part) ? places(part, path) : [];

const isSchema = (part: unknown): part is JsonSchema =>
  typeof part === 'object' && part !== null && !Array.isArray(part);

function placeAt(schema: JsonSchema, path: readonly string[]): Place[] {
  const place = { name: path.join('.').replaceAll(`.${item}`, item), path, isName: false, outside: [] };
  const { minimum, maximum, pattern } = schema;
  if (minimum !== undefined && maximum !== undefined) {
    return [
      {
        ...place,
        kind: 'number',
        values: () => between(minimum, maximum),
        outside: [minimum - 1, maximum + 1],
      },
    ];
  }
  const words = schema.enum ?? (schema.type === 'boolean' ? [true, false] : schema.examples);
  if (Array.isArray(words)) return [{ ...place, kind: 'word', values: () => words }];
  if (pattern === undefined) return [];
  const isName = pattern === azureName.pattern || pattern === shortName.pattern;
  return [{ ...place, kind: 'text', isName, values: (written) => texts(pattern, written) }];
}

/** Both ends of a range, their neighbours, and five numbers between, each about as many times larger than the last. */
function between(least: number, most: number): number[] {
  const from = Math.max(1, least);
  const steps = [1, 2, 3, 4, 5].map((step) => Math.floor(from * (most / from) ** (step / 6)) + step);
  const all = [least, least + 1, ...steps, most - 1, most];
  return [...new Set(all)].filter((number) => least <= number && number <= most);
}

function texts(pattern: string, written: unknown): string[] {
  if (pattern === address.pattern) return typeof written === 'string' ? neighbours(written) : [];
  if (pattern === prefix.pattern) return typeof written === 'string' ? lengths(written) : [];
  // fast-check makes no text for a lookahead, which is how a pattern limits the length of the whole: without it, texts of
  // any size would be far too long.
  const shape = pattern.replace(/\(\?=[^)]*\)/, '');
  const size = shape === pattern ? 'max' : 'small';
  const samples = fc
    .sample(fc.stringMatching(new RegExp(shape), { size }), { seed: 14, numRuns: 200 })
    .filter((text) => new RegExp(pattern).test(text))
    .sort((one, other) => one.length - other.length);
  return [samples[0], samples.at(-1)].filter((text) => text !== undefined);
}

/** The same network, larger and smaller. */
const lengths = (written: string): string[] => {
  const [network = ''] = written.split('/');
  return [0, 8, 12, 16, 20, 24, 27, 29, 30, 31, 32]
    .filter((length) => length !== prefixLength(written))
    .flatMap((length) => withoutHostBits(`${network}/${length}`) ?? []);
};

/** The ends of networks around the address, and of everything. */
const neighbours = (written: string): string[] => [
  '1.0.0.1',
  '223.255.255.254',
  ...[29, 24, 16]
    .flatMap((length) => withoutHostBits(`${written}/${length}`) ?? [])
    .flatMap((network) => [addressAt(network, 1), lastUsableAddress(network), lastAddress(network)]),
];
