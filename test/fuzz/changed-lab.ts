import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { labNames } from '../topology/lab-topology.ts';

/** A lab file that somebody has changed: the lab by its name, and the changes one after the other. */
export interface ChangedLab {
  readonly lab: string;
  readonly changes: readonly Change[];
}

/** One change. `at` and `pick` choose among what there is, so that every number is a valid one. */
type Change =
  | { readonly kind: 'remove' | 'repeat'; readonly at: number }
  /** The value that the same property has elsewhere, in this lab or in another one. */
  | { readonly kind: 'exchange'; readonly at: number; readonly pick: number }
  | { readonly kind: 'write'; readonly at: number; readonly value: unknown };

type Step = string | number;

const read = (folder: URL, name: string, file: string): [string, unknown] => [
  name,
  parse(readFileSync(new URL(file, folder), 'utf8')),
];
const labsFolder = new URL('../../labs/', import.meta.url);
const designsFolder = new URL('../nodes/ranges/designs/', import.meta.url);

/** The labs that come with the program, and two that have every property between them. */
const labs = new Map<string, unknown>([
  ...labNames.map((name) => read(labsFolder, name, `${name}/lab.yaml`)),
  ...readdirSync(designsFolder).map((file) => read(designsFolder, file, file)),
]);

/** Every value of every lab, by the name of its property. */
const elsewhere = new Map<string, unknown[]>();
for (const lab of labs.values()) {
  for (const path of pathsOf(lab)) {
    const name = propertyOf(path);
    elsewhere.set(name, [...(elsewhere.get(name) ?? []), valueAt(lab, path)]);
  }
}

const oddValues = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1.5, true, [], {}, [[]], 2 ** 31, 2 ** 53, 'x'.repeat(41)),
  fc.integer(),
  fc.ipV4(),
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`),
  fc.string({ maxLength: 90 }),
  fc.stringMatching(/^[a-z0-9-]{1,45}$/),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('remove', 'repeat'), at: fc.nat() }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('exchange'), at: fc.nat(), pick: fc.nat() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write'), at: fc.nat(), value: oddValues }) },
);

export const changedLabs: fc.Arbitrary<ChangedLab> = fc.record({
  lab: fc.constantFrom(...labs.keys()),
  changes: fc.array(change, { minLength: 1, maxLength: 5 }),
});

/** The lab file as data. */
export const dataOf = ({ lab, changes }: ChangedLab): unknown =>
  changes.reduce((data, one) => changed(data, one), labs.get(lab));

function changed(data: unknown, { at, ...how }: Change): unknown {
  const paths = pathsOf(data);
  const path = paths[at % Math.max(1, paths.length)];
  if (!path) return data;
  switch (how.kind) {
    case 'remove':
      return edited(data, path, () => []);
    case 'repeat':
      return edited(data, path, (value) => [value, value]);
    case 'exchange': {
      const values = elsewhere.get(propertyOf(path)) ?? [];
      return edited(data, path, (value) => [values[how.pick % Math.max(1, values.length)] ?? value]);
    }
    case 'write':
      return edited(data, path, () => [how.value]);
  }
}

/** With none, one or two values in place of one; a property can only have one or none. */
function edited(data: unknown, path: readonly Step[], edit: (value: unknown) => unknown[]): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(data)) {
    return data.flatMap((item, index) =>
      index !== step ? [item] : rest.length === 0 ? edit(item) : [edited(item, rest, edit)],
    );
  }
  if (!isRecord(data)) return data;
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => {
      if (key !== step) return [[key, value]];
      const values = rest.length === 0 ? edit(value).slice(0, 1) : [edited(value, rest, edit)];
      return values.map((one) => [key, one]);
    }),
  );
}

/** The places of all values, from the outside to the inside. */
function pathsOf(data: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  const inner = Array.isArray(data)
    ? data.flatMap((item, index) => pathsOf(item, [...path, index]))
    : isRecord(data)
      ? Object.entries(data).flatMap(([key, value]) => pathsOf(value, [...path, key]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}

function valueAt(data: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) ? value[String(step)] : undefined;
  }, data);
}

/** Items of a list are exchanged with items of lists of the same name. */
function propertyOf(path: readonly Step[]): string {
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  return typeof path.at(-1) === 'number' ? `${name}[]` : String(name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
