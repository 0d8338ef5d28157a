import { shown } from '../../../base/quote.ts';
import { parametersText } from '../../fault-parameters.ts';
import { faultNamed } from '../../known-fault.ts';
import { profileNames } from '../../profile.ts';
import { placedExpectations, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const duplicateExpectation: Rule = {
  name: 'duplicate-expectation',
  severity: 'error',
  source: 'A fault with its target and parameters is one case, with one result.',
  *check(definition) {
    const keyOf = ({ value }: ReturnType<typeof placedExpectations>[number]) =>
      JSON.stringify([value.fault, value.target, parametersText(value.parameters)]);
    for (const { first, again } of repetitions(placedExpectations(definition), keyOf)) {
      const { fault, target } = again.value;
      yield {
        path: again.path,
        basis: [first, again].flatMap(({ path }) => [
          [...path, 'fault'],
          [...path, 'target'],
          [...path, 'with'],
        ]),
        message: `${fault} of ${target === undefined ? 'its usual target' : shown(target)} is expected twice.`,
        advice: 'Put the limits of both into one, or name another target.',
      };
    }
  },
};

export const contradictoryLimits: Rule = {
  name: 'contradictory-limits',
  severity: 'error',
  source: 'The lower limit of an outage cannot be above its upper limit.',
  *check(definition) {
    for (const { value, path } of placedExpectations(definition)) {
      for (const profile of profileNames) {
        const { minOutageSeconds: least, maxOutageSeconds: most } = value.limits[profile] ?? {};
        if (least === undefined || most === undefined || least <= most) continue;
        yield {
          path: [...path, profile, 'minOutageSeconds'],
          basis: [
            [...path, 'fault'],
            [...path, profile, 'maxOutageSeconds'],
          ],
          message: `With the profile ${profile}, the outage after ${value.fault} must take ${least} s or more and ${most} s or less.`,
          advice: 'Make minOutageSeconds the smaller of the two, or leave one of them out.',
        };
      }
    }
  },
};

export const faultWithoutDevice: Rule = {
  name: 'fault-without-device',
  severity: 'error',
  source: 'A fault of a device needs a site with a device.',
  *check(definition, faults) {
    if (definition.sites.some(({ devices }) => devices.length > 0)) return;
    for (const { value, path } of placedExpectations(definition)) {
      if (faultNamed(faults, value.fault)?.needs !== 'device') continue;
      yield {
        path: [...path, 'fault'],
        basis: [['sites']],
        message: `${value.fault} needs a device, and this lab has none.`,
        advice: 'Add a site with a device, or expect a fault of a gateway.',
      };
    }
  },
};
