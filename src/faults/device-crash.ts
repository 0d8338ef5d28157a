import { crashOf } from './kit/crash.ts';
import type { Fault } from './kit/fault.ts';
import { checkOne, firstDevice } from './kit/target.ts';

/** An on-premises VPN device dies silently. */
export const deviceCrash: Fault = {
  kind: 'single',
  name: 'device-crash',
  summary: 'an on-premises VPN device dies silently; default: the first one',
  targets: firstDevice,
  check: (topology, { target }) => checkOne(topology, target, 'device'),
  ...crashOf((_, { target }) => [target]),
};
