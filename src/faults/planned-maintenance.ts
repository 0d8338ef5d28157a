import type { Fault } from './fault.ts';
import { retirement } from './retire.ts';
import { checkOne, firstGateway } from './target.ts';

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
