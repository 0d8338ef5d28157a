import { azureRecovery } from '../definition/azure/recovery.ts';
import { crashOf } from './kit/crash.ts';
import { fault } from './kit/fault.ts';
import { activeInstance, checkOne } from './kit/target.ts';

/** An instance of a gateway dies silently. */
export const instanceCrash = fault({
  name: 'instance-crash',
  summary: 'a gateway instance dies silently',
  usualTarget: 'the active one, or instance 0',
  targetKinds: ['instance'],
  documented: () => azureRecovery.unplannedFailure,
  targets: activeInstance,
  check: ({ topology }, { target }) => checkOne(topology, target, 'instance'),
  ...crashOf((_, target) => [target]),
});
