import { crashOf } from './kit/crash.ts';
import type { Fault } from './kit/fault.ts';
import { activeInstance, checkOne } from './kit/target.ts';

/** An instance of a gateway dies silently. */
export const instanceCrash: Fault = {
  kind: 'single',
  name: 'instance-crash',
  summary: 'a gateway instance dies silently; default: the active one, or instance 0',
  targets: activeInstance,
  check: (topology, { target }) => checkOne(topology, target, 'instance'),
  ...crashOf((_, { target }) => [target]),
};
