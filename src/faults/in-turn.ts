import * as z from 'zod';
import { asGiven } from '../definition/fault-parameters.ts';
import { faultNamed, parametersOfAll } from '../definition/known-fault.ts';
import { compositeFault } from './kit/define-fault.ts';
import type { Fault } from './kit/fault.ts';
import { checkInstances, firstGateway, nodesOf, targetOf } from './kit/target.ts';

/** So that the first instance is back with all that it had, with the timers of the profile fast. Ours. */
const usual = { awaySeconds: 10, pauseSeconds: 20 };

/**
 * Something happens to one instance of a gateway, and then to the other one, within one trial: the second outage of a
 * resize or of maintenance belongs to the first.
 *
 * @param faults those that replace an instance; the first one is the usual one
 */
export function inTurnOf(faults: readonly [Fault, ...Fault[]]) {
  const [first] = faults;
  const { lastsSeconds: _, ...ofThese } = parametersOfAll(faults);
  const given = Object.fromEntries(Object.entries(ofThese).map(([name, schema]) => [name, asGiven(schema)]));
  return compositeFault({
    name: 'in-turn',
    summary: 'both instances of a gateway are replaced in one trial, one after the other',
    usualTarget: 'the first gateway',
    parameters: {
      each: z
        .enum(faults.map(({ name }) => name))
        .default(first.name)
        .describe(`What happens to each. Default: ${first.name}.`),
      awaySeconds: z
        .number()
        .min(0.5)
        .max(86_400)
        .default(usual.awaySeconds)
        .describe(`Seconds for which each is away. Default: ${usual.awaySeconds}.`),
      pauseSeconds: z
        .number()
        .min(0.5)
        .max(86_400)
        .default(usual.pauseSeconds)
        .describe(
          `Seconds from the return of the first until the second goes. Default: ${usual.pauseSeconds}.`,
        ),
      ...given,
    },
    targetKinds: ['both-instances'],
    targets: ({ topology }) => {
      const names = firstGateway(topology).map(({ name }) => name);
      return names.length < 2 ? [] : [targetOf(names)];
    },
    check: ({ topology }, { target }) =>
      checkInstances(topology, target) ??
      (nodesOf(target).length < 2 ? `${target} is one instance; name both of its gateway.` : undefined),
    parts: (_, { target, parameters: { each, awaySeconds, pauseSeconds, ...inner } }) =>
      nodesOf(target).map((node, index) => ({
        atSeconds: index * (awaySeconds + pauseSeconds),
        fault: faultNamed(faults, each) ?? first,
        request: { target: node, parameters: { ...inner, lastsSeconds: awaySeconds } },
      })),
  });
}
