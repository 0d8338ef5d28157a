import type * as z from 'zod';
import { nearest } from '../../base/nearest.ts';
import { quote } from '../../base/quote.ts';
import { subjectOf } from '../problems/subject.ts';
import type { Path } from '../sources/path.ts';
import { valueAt } from '../sources/value-at.ts';
import { azureProperty } from './azure-properties.ts';
import { type JsonSchema, propertiesAt, schemaAt } from './json-schema.ts';
import { limitedByAzure } from './leaf.ts';

/** A problem of a single piece of the file, found without looking at the others. */
export interface FormFault {
  readonly rule: string;
  readonly path: Path;
  /** The name of the property is wrong, not its value. */
  readonly atKey?: true;
  readonly message: string;
  readonly advice: string;
  /** Places whose value is unknown because of this. Problems that depend on them are not reported. */
  readonly obscures: readonly Path[];
  /** Places that are not really empty: the file has Azure's other property for the same thing. */
  readonly replaces?: readonly Path[];
}

/** The form that a file should have. */
export interface FileForm {
  readonly written: z.ZodType;
  readonly jsonSchema: JsonSchema;
  /** Absent: a lab file. */
  readonly kind?: FileKind;
}

/** What messages call a file as a whole. */
export interface FileKind {
  /** "the lab" */
  readonly noun: string;
  /** What is reported about a file that has no properties at all. */
  readonly empty: { readonly rule: string; readonly advice: string };
}

const labFile: FileKind = {
  noun: 'the lab',
  empty: {
    rule: 'not-a-lab',
    advice: 'Begin with "name: my-lab"; labs/dual-redundancy/lab.yaml is an example.',
  },
};

/** How many faults are reported at most; a longer list would not be read. */
export const mostFaults = 100;

/** Finds the faults in the form of the data, and describes them in plain words. */
export function checkForm(data: unknown, { written, jsonSchema, kind = labFile }: FileForm): FormFault[] {
  const issues = written.safeParse(data).error?.issues ?? [];
  const faults = issues
    .slice(0, mostFaults)
    .flatMap((issue) => faultsOf(issue, [], { data, schema: jsonSchema, kind }));
  const replaced = faults.flatMap((fault) => fault.replaces ?? []);
  return faults
    .filter(
      (fault) => fault.rule !== 'missing-property' || !replaced.some((path) => samePath(path, fault.path)),
    )
    .slice(0, mostFaults);
}

type Issue = z.core.$ZodIssue;

/** The file that is checked. */
interface Checked {
  readonly data: unknown;
  readonly schema: JsonSchema;
  readonly kind: FileKind;
}

const subject = (path: Path, { data, kind }: Checked) => subjectOf(path, data, kind.noun);

function faultsOf(issue: Issue, around: Path, file: Checked): FormFault[] {
  const path = [...around, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(file.data, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownProperty(path, key, file));
    case 'invalid_union':
      return alternativeFaults(issue.errors, value).flatMap((inner) => faultsOf(inner, path, file));
    case 'custom':
      return [notationFault(issue, path, file)];
    default:
      return [value === undefined ? missing(path, file) : unfit(issue, path, value, file)];
  }
}

/** The issues of the alternative that was chosen, for a value that may be written in two ways. */
function alternativeFaults(alternatives: readonly (readonly Issue[])[], value: unknown): readonly Issue[] {
  const isOtherType = (issue: Issue) => issue.code === 'invalid_type' && issue.path.length === 0;
  const chosen = alternatives.find((issues) => !issues.some(isOtherType));
  // Neither: an object is the one of the two that can hold everything.
  return chosen ?? alternatives.at(typeof value === 'object' && value !== null ? 0 : -1) ?? [];
}

function unknownProperty(path: Path, key: string, file: Checked): FormFault {
  const place = [...path, key];
  const known = azureProperty(key, path);
  if (known) {
    const { rule, message, advice, standsFor } = known;
    const replaces = standsFor ? [[...path, standsFor]] : [];
    return { rule, path: place, atKey: true, message, advice, obscures: replaces, replaces };
  }
  const possible = propertiesAt(file.schema, path);
  const free = possible.filter((name) => valueAt(file.data, [...path, name]) === undefined);
  const meant = nearest(key, free) ?? nearest(key, possible);
  return {
    rule: 'unknown-property',
    path: place,
    atKey: true,
    message: `${subject(path, file)} has no property ${quote(key)}.`,
    advice: meant ? `Did you mean ${meant}?` : `It can have: ${possible.join(', ')}.`,
    obscures: meant ? [[...path, meant]] : [],
  };
}

function missing(path: Path, file: Checked): FormFault {
  const name = String(path.at(-1));
  const { description, enum: words } = schemaAt(file.schema, path) ?? {};
  const choice = words ? ` One of ${words.join(', ')}.` : '';
  return {
    rule: 'missing-property',
    path,
    message: `${subject(path.slice(0, -1), file)} has no ${name}.`,
    advice: description ? `Add ${name}: ${decapitalised(description)}${choice}` : `Add ${name}.`,
    obscures: [path],
  };
}

function notationFault(issue: z.core.$ZodIssueCustom, path: Path, file: Checked): FormFault {
  const { rule, advice } = issue.params ?? {};
  return {
    rule: String(rule),
    path,
    message: `${subject(path, file)} ${issue.message}`,
    advice: String(advice),
    obscures: [path],
  };
}

/** A value of the wrong type, or of the right type but not one of those allowed. */
function unfit(issue: Issue, path: Path, value: unknown, file: Checked): FormFault {
  const { schema, kind } = file;
  const what = subject(path, file);
  const fault = { path, obscures: [path] };
  if (path.length === 0) {
    const message =
      value === null
        ? 'The file describes nothing: it is empty, or has only comments or null.'
        : `The file must be an object with properties, not ${nounFor(value)}.`;
    return { ...fault, ...kind.empty, message };
  }
  if (value === null || value === '') {
    const advice = 'Write its value behind the colon, or remove the line.';
    return { ...fault, rule: 'empty-property', message: `${what} is empty.`, advice };
  }
  switch (issue.code) {
    case 'too_small':
      if (Array.isArray(value)) {
        const advice = 'Write at least one item.';
        return { ...fault, rule: 'list-too-short', message: `${what} is an empty list.`, advice };
      }
      if (typeof value === 'number') {
        const message = `${what} is ${value}; the minimum is ${issue.minimum}.`;
        return { ...fault, rule: 'number-out-of-range', message, advice: 'Write a larger number.' };
      }
      break;
    case 'too_big':
      if (typeof value === 'number') {
        const message = `${what} is ${value}; the maximum is ${issue.maximum}.`;
        return { ...fault, rule: 'number-out-of-range', message, advice: 'Write a smaller number.' };
      }
      if (Array.isArray(value))
        return { ...fault, rule: 'list-too-long', ...tooLong(issue, path, value, what, schema) };
      break;
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const meant = nearest(String(value), allowed);
      const advice = meant ? `Did you mean ${meant}?` : `Write one of ${allowed.join(', ')}.`;
      return { ...fault, rule: 'unknown-value', message: `${what} cannot be ${quote(value)}.`, advice };
    }
    case 'invalid_type': {
      const { noun, advice } = typeWords[issue.expected] ?? {
        noun: `of the type ${issue.expected}`,
        advice: '',
      };
      // The value itself is not repeated: it may be a shared key that is all digits.
      const message = `${what} must be ${noun}, not ${nounFor(value)}.`;
      return { ...fault, rule: 'wrong-type', message, advice };
    }
  }
  const advice = schemaAt(schema, path)?.description ?? 'Look at the documentation of the property.';
  return { ...fault, rule: 'unknown-value', message: `${what} has a value that is not allowed.`, advice };
}

function tooLong(
  { maximum, message }: z.core.$ZodIssueTooBig,
  path: Path,
  { length }: readonly unknown[],
  what: string,
  schema: JsonSchema,
): Pick<FormFault, 'message' | 'advice'> {
  const isAzures = message === limitedByAzure;
  return {
    message: `${what} has ${length} items; ${isAzures ? 'Azure allows' : 'a lab may have'} ${maximum}.`,
    advice: (isAzures && schemaAt(schema, path)?.description) || 'Leave out what the lab does not need.',
  };
}

const typeWords: Readonly<Record<string, { readonly noun: string; readonly advice: string }>> = {
  string: {
    noun: 'text',
    advice: 'Write it in quotes if it looks like a number or like true, false or null.',
  },
  boolean: { noun: 'true or false', advice: 'Write true or false, without quotes.' },
  number: { noun: 'a number', advice: 'Write digits, without quotes.' },
  int: { noun: 'a whole number', advice: 'Write digits only, without quotes.' },
  array: { noun: 'a list', advice: 'Write [one, two], or a line with a hyphen for each item.' },
  object: {
    noun: 'an object with properties',
    advice: 'Write its properties as lines of "name: value", indented.',
  },
};

function nounFor(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  if (typeof value === 'boolean') return `the truth value ${value}`;
  return typeof value === 'string' ? 'text' : 'an object with properties';
}

const samePath = (one: Path, other: Path) => JSON.stringify(one) === JSON.stringify(other);
const decapitalised = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
