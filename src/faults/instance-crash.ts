import { azureRecovery } from '../definition/azure/recovery.ts';
import { crashOf } from './kit/crash.ts';
import { fault } from './kit/define-fault.ts';
import { activeInstance, checkInstances, nodesOf } from './kit/target.ts';

/**
 * An instance of a gateway dies silently. Both instances of one gateway can as well, at once: then nothing is left to
 * fail over to, and traffic waits for the replacements. Azure documents no figure for that.
 */
export const instanceCrash = fault({
  name: 'instance-crash',
  summary: 'a gateway instance dies silently, or both instances of a gateway at once',
  usualTarget: 'the active one, or instance 0',
  targetKinds: ['instance', 'both-instances'],
  documented: azureRecovery.unplannedFailure,
  targets: activeInstance,
  check: ({ topology }, { target }) => checkInstances(topology, target),
  ...crashOf((_, target) => nodesOf(target)),
});
