import { azureRecovery } from '../definition/azure/recovery.ts';
import { fault } from './kit/define-fault.ts';
import { retirement } from './kit/retire.ts';
import { checkOne, firstGateway } from './kit/target.ts';

/** Azure updates a gateway: one instance is drained, goes away and comes back; then the other one. Never both. */
export const plannedMaintenance = fault({
  name: 'planned-maintenance',
  summary: 'gateway instances are drained, go away and come back',
  usualTarget: 'both of the first gateway, one after the other',
  targetKinds: ['instance'],
  documented: azureRecovery.plannedMaintenance,
  targets: ({ topology }) => firstGateway(topology).map(({ name }) => name),
  check: ({ topology }, { target }) => checkOne(topology, target, 'instance'),
  ...retirement('maintenance'),
});
