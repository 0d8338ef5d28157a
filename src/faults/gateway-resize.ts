import { fault } from './kit/define-fault.ts';
import { retirement } from './kit/retire.ts';
import { checkInstances, firstGateway } from './kit/target.ts';

/**
 * The gateway gets another SKU: its instances are replaced by larger or smaller ones. Azure announces a downtime and does
 * not say whether both instances are away at once; one after the other is what we assume, because that is how Azure
 * replaces them in maintenance. The target `vnet1gw-0+vnet1gw-1` takes both at once. No figure is documented.
 */
export const gatewayResize = fault({
  name: 'gateway-resize',
  summary:
    'the gateway gets another SKU, and its instances are replaced. Azure does not say whether one after the other; we assume it',
  usualTarget: 'both of the first gateway, one after the other',
  targetKinds: ['instance', 'both-instances'],
  targets: ({ topology }) => firstGateway(topology).map(({ name }) => name),
  check: ({ topology }, { target }) => checkInstances(topology, target),
  ...retirement('maintenance'),
});
