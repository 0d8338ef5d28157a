import { shown } from '../../../base/quote.ts';
import { standsForDevice } from '../../device-lines.ts';
import { mostPrepends } from '../../lab-limits.ts';
import { ends, placedDevices } from '../connections/ends.ts';
import type { Rule } from '../rule.ts';

export const prependOutOfRange: Rule = {
  name: 'as-path-prepend-out-of-range',
  severity: 'error',
  source: 'More than a few repetitions of an ASN change nothing: paths are compared by their length.',
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      if (value.asPathPrepend >= 0 && value.asPathPrepend <= mostPrepends) continue;
      yield {
        path: [...path, 'asPathPrepend'],
        message: `${shown(value.name)} prepends its ASN ${value.asPathPrepend} times; 0 to ${mostPrepends} are allowed.`,
        advice: 'Once is enough to be the second choice.',
      };
    }
  },
};

export const prependWithoutBgp: Rule = {
  name: 'as-path-prepend-without-bgp',
  severity: 'warning',
  source: 'Only BGP has AS paths.',
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      const own = ends(definition).filter(({ local }) => local && standsForDevice(local.value.name)(value));
      if (value.asPathPrepend === 0 || own.length === 0) continue;
      if (own.some(({ connection, gateway }) => !gateway || connection.value.enableBgp)) continue;
      yield {
        path: [...path, 'asPathPrepend'],
        basis: own.map(({ connection }) => [...connection.path, 'enableBgp']),
        message: `${shown(value.name)} has no connection with BGP, so asPathPrepend has no effect.`,
        advice: 'Leave it out, or use BGP.',
      };
    }
  },
};
