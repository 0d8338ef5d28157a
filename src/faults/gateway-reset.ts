import { azureRecovery } from '../definition/azure/recovery.ts';
import { fault } from './kit/define-fault.ts';
import { retirement } from './kit/retire.ts';
import { activeInstance, checkInstances } from './kit/target.ts';

/**
 * Azure's reset of a gateway reboots an instance and applies its configuration again: the active one, or in active-active
 * mode instance 0 unless another one is named (Reset a VPN gateway). Azure does not say whether the instance tells its
 * peers. We assume that it does, because a reboot ends processes cleanly, and then they close their SAs and sessions;
 * `graceful: false` assumes the contrary. Whoever resets a second time at once resets both.
 */
export const gatewayReset = fault({
  name: 'gateway-reset',
  summary:
    'a reset of the gateway reboots an instance, or both at once. Azure does not say that it tells its peers first; we assume it',
  usualTarget: 'the active one, or instance 0',
  targetKinds: ['instance', 'both-instances'],
  documented: azureRecovery.reset,
  targets: activeInstance,
  check: ({ topology }, { target }) => checkInstances(topology, target),
  ...retirement('reset'),
});
