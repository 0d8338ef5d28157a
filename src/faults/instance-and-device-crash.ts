import { crashOf } from './kit/crash.ts';
import { fault } from './kit/define-fault.ts';
import { activeInstance, checkInstanceAndDevice, firstDevice, nodesOf, targetOf } from './kit/target.ts';

/** A machine on each side dies silently, both at the same time. */
export const instanceAndDeviceCrash = fault({
  name: 'instance-and-device-crash',
  summary: 'a gateway instance and an on-premises VPN device die silently at once',
  usualTarget: 'as for each alone',
  targetKinds: ['instance-and-device'],
  needs: 'device',
  targets(setting) {
    const devices = firstDevice(setting);
    return devices.length === 0 ? [] : [targetOf([...activeInstance(setting), ...devices])];
  },
  check: ({ topology }, { target }) => checkInstanceAndDevice(topology, target),
  ...crashOf((_, target) => nodesOf(target)),
});
