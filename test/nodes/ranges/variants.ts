import type { Definition } from '../../../src/definition/definition.ts';
import { examineDefinition } from '../../../src/definition/read-definition.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { item, type Place } from './places.ts';

/** A lab file as plain data. */
export type Written = unknown;

/** The definition of a lab file that `validate` calls valid; undefined for any other. */
export function accepted(value: Written): Definition | undefined {
  const nowhere = { file: 'lab.yaml', line: 1, column: 1 };
  const examination = examineDefinition(
    { name: 'lab.yaml', value, problems: [], positionOf: () => nowhere },
    faults,
  );
  return examination.ok ? examination.definition : undefined;
}

/** What a design has at a place; undefined where the design has nothing around the place either. */
export function writtenAt(design: Written, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (step === item) return Array.isArray(value) ? value[0] : undefined;
    return isRecord(value) ? value[step] : undefined;
  }, design);
}

/** Whether the design has the object or the list that the value would be in. */
export const hasRoomFor = (design: Written, { path }: Place): boolean => {
  const around = writtenAt(design, path.slice(0, -1));
  return path.at(-1) === item ? Array.isArray(around) && around.length > 0 : isRecord(around);
};

/** The design with another value. A name is another one wherever the file refers to it. */
export function withValue(
  design: Written,
  { path, isName }: Pick<Place, 'path' | 'isName'>,
  value: unknown,
): Written {
  const before = writtenAt(design, path);
  const changed = replaced(design, path, value);
  return isName && typeof before === 'string' ? renamed(changed, before, value) : changed;
}

function replaced(around: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === item && Array.isArray(around)) return [replaced(around[0], rest, value), ...around.slice(1)];
  return isRecord(around) ? { ...around, [step]: replaced(around[step], rest, value) } : around;
}

function renamed(value: unknown, before: string, after: unknown): unknown {
  if (value === before) return after;
  if (Array.isArray(value)) return value.map((one) => renamed(one, before, after));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, before, after)]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
