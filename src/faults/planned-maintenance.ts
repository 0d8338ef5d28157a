import type { Fault } from './kit/fault.ts';
import { retirement } from './kit/retire.ts';
import { checkOne, firstGateway } from './kit/target.ts';

/** Azure updates a gateway: one instance is drained, goes away and comes back; then the other one. Never both. */
export const plannedMaintenance: Fault = {
  kind: 'single',
  name: 'planned-maintenance',
  summary:
    'gateway instances are drained, go away and come back; default: both of the first gateway, one after the other',
  targets: (topology) => firstGateway(topology).map(({ name }) => name),
  check: (topology, { target }) => checkOne(topology, target, 'instance'),
  ...retirement('maintenance'),
};
