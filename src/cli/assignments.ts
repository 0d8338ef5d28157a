import { InvalidArgumentError } from '@commander-js/extra-typings';
import type * as z from 'zod';
import { nearest } from '../base/nearest.ts';
import { reasonsOf, reasonsText } from '../base/plain-reasons.ts';
import { shown } from '../base/quote.ts';
import { decimal } from './decimal.ts';

/**
 * Values that an option gives to names: `lossPercent=5,direction=in`.
 *
 * @param noun what the names stand for: "parameter"
 * @param where where a person finds the names, as a whole sentence
 * @throws {InvalidArgumentError} that says in plain words what is wrong
 */
export function assignments<Schema extends z.ZodObject>(
  text: string,
  schema: Schema,
  { noun, where }: { readonly noun: string; readonly where: string },
): z.output<Schema> {
  const known = Object.keys(schema.shape);
  const values = new Map<string, string | number | boolean>();
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split(/=(.*)/s).map((side) => side.trim());
    if (!known.includes(name)) {
      const meant = nearest(name, known);
      const hint = meant === undefined ? `. ${where}` : `; is ${meant} meant?`;
      throw new InvalidArgumentError(`There is no ${noun} ${shown(name)}${hint}`);
    }
    if (value === '') throw new InvalidArgumentError(`${name} has no value. Write it as in ${name}=...`);
    if (values.has(name)) throw new InvalidArgumentError(`${name} is given twice.`);
    values.set(name, parsed(value));
  }
  const { data, error } = schema.safeParse(Object.fromEntries(values), { reportInput: true });
  if (error === undefined) return data;
  throw new InvalidArgumentError(`${reasonsText(reasonsOf(error))}.`);
}

function parsed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return decimal(text) ?? text;
}
