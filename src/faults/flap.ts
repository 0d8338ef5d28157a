import * as z from 'zod';
import { asGiven } from '../definition/fault-parameters.ts';
import { faultNamed, parametersOfAll } from '../definition/known-fault.ts';
import { compositeFault } from './kit/define-fault.ts';
import type { Fault } from './kit/fault.ts';

const rhythm = {
  periodSeconds: z
    .number()
    .min(1)
    .max(3600)
    .default(4)
    .describe('Seconds from one beginning to the next; the fault is there for half of them. Default: 4.'),
  times: z.int().min(1).max(1000).default(3).describe('How often. Default: 3.'),
};

/**
 * A fault comes and goes with a period: it is there for the first half of it, and away for the second.
 *
 * @param faults those that it can switch on and off; the first one is the usual one
 */
export function flapOf(faults: readonly Fault[]) {
  const [usual] = faults;
  if (!usual) throw new Error('There is no fault that can flap.');
  const { lastsSeconds: _, ...ofThese } = parametersOfAll(faults);
  // Their defaults are theirs: here it matters what was given.
  const given = Object.fromEntries(Object.entries(ofThese).map(([name, schema]) => [name, asGiven(schema)]));
  const named = (name: string): Fault => faultNamed(faults, name) ?? usual;
  return compositeFault({
    name: 'flap',
    summary: 'a fault comes and goes',
    usualTarget: `that of ${usual.name}`,
    parameters: {
      of: z
        .enum(faults.map(({ name }) => name))
        .default(usual.name)
        .describe(`The fault that is switched on and off. Default: ${usual.name}.`),
      ...rhythm,
      ...given,
    },
    objection({ of, periodSeconds, times, ...inner }) {
      const { parameters, objection } = named(of);
      const foreign = Object.keys(inner).find((name) => !(name in parameters));
      return foreign === undefined ? objection?.(inner) : `of ${of} has no parameter ${foreign}`;
    },
    targetKinds: [...new Set(faults.flatMap(({ targetKinds }) => targetKinds))],
    targets: (setting) => usual.targets(setting),
    check: (setting, { target, parameters: { of, periodSeconds, times, ...parameters } }) =>
      named(of).check(setting, { target, parameters }),
    parts: (_, { target, parameters: { of, periodSeconds, times, ...inner } }) =>
      Array.from({ length: times }, (_, index) => ({
        atSeconds: index * periodSeconds,
        fault: named(of),
        request: { target, parameters: { ...inner, lastsSeconds: periodSeconds / 2 } },
      })),
  });
}
