import { azureRecovery } from '../definition/azure/recovery.ts';
import { fault } from './kit/define-fault.ts';
import { retirement } from './kit/retire.ts';
import { activeInstance, checkOne } from './kit/target.ts';

/**
 * Azure's reset of a gateway reboots an instance and applies its configuration again: the active one, or, active-active,
 * instance 0 unless told otherwise (Reset a VPN gateway). Whether that is graceful is documented nowhere; a reboot ends
 * processes in order, so they close their SAs and sessions here.
 */
export const gatewayReset = fault({
  name: 'gateway-reset',
  summary: 'a reset of the gateway reboots an instance; that it says goodbye first is our reading',
  usualTarget: 'the active one, or instance 0',
  targetKinds: ['instance'],
  documented: () => azureRecovery.reset,
  targets: activeInstance,
  check: ({ topology }, { target }) => checkOne(topology, target, 'instance'),
  ...retirement('reset'),
});
