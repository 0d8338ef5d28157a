import * as z from 'zod';
import { highestAsn } from '../azure/bgp.ts';
import type { NumberFact } from '../azure/fact.ts';
import type { LabLimit } from '../lab-limits.ts';
import { type Leaf, limitedByAzure } from './leaf.ts';
import { type Notation, reports } from './value-checks.ts';

/** The kinds of values of a lab file, each read as the leaf says. */
export function formKit(leaf: Leaf) {
  const text = (notation: Notation) =>
    leaf(z.string().superRefine(reports(notation)).meta({ pattern: notation.pattern }), '');
  const optionalText = (notation: Notation) =>
    leaf(z.string().superRefine(reports(notation)).meta({ pattern: notation.pattern }).optional(), undefined);
  const reference = (description: string) => leaf(z.string().min(1), '').describe(description);
  const optionalReference = (description: string) =>
    leaf(z.string().min(1).optional(), undefined).describe(description);
  const truth = (description: string) => leaf(z.boolean().optional(), undefined).describe(description);
  const number = (bounds: { minimum: number; maximum?: number }) => z.int().meta(bounds);
  const asn = number({ minimum: 1, maximum: highestAsn });
  const list = <Item extends z.ZodType>(item: Item, { most }: LabLimit) => leaf(z.array(item).max(most), []);
  const optionalList = <Item extends z.ZodType>(item: Item, { most }: LabLimit) =>
    leaf(z.array(item).max(most).optional(), undefined);
  const listOfAzure = <Item extends z.ZodType>(item: Item, { value }: NumberFact) =>
    z.array(item).max(value, { error: limitedByAzure });
  const someOf = <Item extends z.ZodType>(item: Item, { most }: LabLimit) =>
    leaf(z.array(item).min(1).max(most), []);
  return {
    text,
    optionalText,
    reference,
    optionalReference,
    truth,
    number,
    asn,
    list,
    optionalList,
    listOfAzure,
    someOf,
  };
}
