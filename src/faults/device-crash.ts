import { crashOf } from './kit/crash.ts';
import { fault } from './kit/define-fault.ts';
import { checkOne, firstDevice } from './kit/target.ts';

/** An on-premises VPN device dies silently. */
export const deviceCrash = fault({
  name: 'device-crash',
  summary: 'an on-premises VPN device dies silently',
  usualTarget: 'the first one',
  targetKinds: ['device'],
  needs: 'device',
  targets: firstDevice,
  check: ({ topology }, { target }) => checkOne(topology, target, 'device'),
  ...crashOf((_, target) => [target]),
});
