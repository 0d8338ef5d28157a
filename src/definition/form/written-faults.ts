import * as z from 'zod';
import { asGiven } from '../fault-parameters.ts';
import { isScenarioPart, type KnownFault, parametersOfAll, targetWords } from '../known-fault.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { faultTarget } from './value-checks.ts';

/** The faults in a lab file: the cases of its suite with their limits, and its scenario. */
export function faultForms(leaf: Leaf, faults: readonly KnownFault[]) {
  const name = (known: readonly KnownFault[]) => {
    const names = known.map(({ name }) => name);
    return leaf(z.enum(names), names[0] ?? '').describe('What breaks.');
  };
  const parameters = z.strictObject(
    Object.fromEntries(
      Object.entries(parametersOfAll(faults)).map(([key, schema]) => [key, leaf(asGiven(schema), undefined)]),
    ),
  );
  const common = {
    target: formKit(leaf)
      .optionalText(faultTarget)
      .describe(`Target of the fault: ${targetWords(faults)}. Default: the usual target.`),
    with: leaf(parameters.optional(), undefined).describe('Parameters of the fault.'),
  };
  const limits = limitsForm(leaf);
  return {
    expectation: z.strictObject({
      fault: name(faults),
      ...common,
      fast: leaf(limits.optional(), undefined).describe('Limits in the profile fast.'),
      azure: leaf(limits.optional(), undefined).describe('Limits in the profile azure.'),
    }),
    event: z.strictObject({
      atSeconds: leaf(z.number().min(0).max(86_400), 0).describe(
        'When the fault comes, in seconds after the first fault, which has 0.',
      ),
      fault: name(faults.filter(isScenarioPart)),
      ...common,
    }),
  };
}

function limitsForm(leaf: Leaf) {
  const number = (schema: z.ZodNumber, description: string) =>
    leaf(schema.optional(), undefined).describe(description);
  const seconds = (description: string) => number(z.number().min(0).max(86_400), description);
  return z.strictObject({
    maxOutageSeconds: seconds('Upper limit for the longest outage of any flow, in seconds.'),
    minOutageSeconds: seconds(
      'Lower limit for the longest outage of any flow, in seconds, for a lab that teaches a mistake.',
    ),
    maxRedundancySeconds: seconds(
      'Upper limit for the time from the fault until every tunnel and BGP session is back, in seconds.',
    ),
    maxFlowsHitPercent: number(
      z.number().min(0).max(100),
      'Share of the flows of one direction that may lose packets, in percent.',
    ),
    maxConnectionsLost: number(
      z.int().min(0),
      'TCP connections of both directions that may be reset or time out.',
    ),
  });
}

/** Limits of one case, as in an `expect` block. */
export const writtenLimits = limitsForm((schema) => schema);
