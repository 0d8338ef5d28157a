import type { z } from 'zod';
import { printable, quote } from './quote.ts';

/** What is wrong at one place of some data. */
export interface PlainReason {
  /** `run.flows`, `trials[2].target`, or `the whole`. */
  readonly place: string;
  /** The rest of the sentence: `is missing`, `has to be a number`. */
  readonly reason: string;
}

/** The first reasons as one phrase, and how many more there are. */
export function reasonsText(reasons: readonly PlainReason[]): string {
  const shown = reasons.slice(0, mostShown).map(({ place, reason }) => `${place} ${reason}`);
  const more = reasons.length > mostShown ? `, and ${reasons.length - mostShown} more` : '';
  return `${shown.join('; ')}${more}`;
}

const mostShown = 3;

type Issue = z.core.$ZodIssue;

/** What zod found, in plain words. Needs the inputs (`reportInput`): what is missing is undefined there. */
export function reasonsOf({ issues }: z.core.$ZodError): PlainReason[] {
  return issues.flatMap((issue) => reasonsOfIssue(issue, []));
}

function reasonsOfIssue(issue: Issue, around: readonly PropertyKey[]): PlainReason[] {
  const path = [...around, ...issue.path];
  if (issue.code === 'invalid_union') {
    const chosen = issue.errors.find((alternative) => !alternative.some(isOfOtherType));
    if (chosen) return chosen.flatMap((inner) => reasonsOfIssue(inner, path));
  }
  return [{ place: placeOf(path), reason: reasonOf(issue) }];
}

/** A value of another type was not meant as this alternative of a union. */
const isOfOtherType = ({ code, path }: Issue) => code === 'invalid_type' && path.length === 0;

function reasonOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `has to be ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `has to be ${issue.values.map((value) => quote(value)).join(' or ')}`;
    case 'invalid_format':
      return `has to be ${nouns[issue.format] ?? `text of the form ${issue.format}`}`;
    case 'too_small':
      return `has to be ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `has to be ${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.maximum, issue.origin)}`;
    case 'unrecognized_keys':
      return `has properties that are not known: ${issue.keys.map(quote).join(', ')}`;
    case 'invalid_union':
      return 'has none of the forms that it can have';
    default:
      return `is not valid (${printable(issue.message)})`;
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  datetime: 'a date and time (ISO 8601)',
};

function amount(limit: number | bigint, origin: string): string {
  const unit = units[origin];
  return unit === undefined ? String(limit) : `${limit} ${unit}${limit === 1 ? '' : 's'} long`;
}

const units: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole';
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : named(step, index))).join('');
}

const named = (step: PropertyKey, index: number) => `${index === 0 ? '' : '.'}${printable(String(step))}`;
