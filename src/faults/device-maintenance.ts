import { fault } from './kit/define-fault.ts';
import { retirement } from './kit/retire.ts';
import { checkOne, firstDevice } from './kit/target.ts';

/** The engineers of the site take a VPN device out of service and bring it back. */
export const deviceMaintenance = fault({
  name: 'device-maintenance',
  summary: 'an on-premises VPN device is drained, goes away and comes back',
  usualTarget: 'the first one',
  targetKinds: ['device'],
  needs: 'device',
  targets: firstDevice,
  check: ({ topology }, { target }) => checkOne(topology, target, 'device'),
  ...retirement('maintenance'),
});
