import { crashOf } from './kit/crash.ts';
import type { Fault } from './kit/fault.ts';
import { activeInstance, checkInstanceAndDevice, firstDevice, nodesOf, targetOf } from './kit/target.ts';

/** One machine of each side dies silently, both at the same time. */
export const instanceAndDeviceCrash: Fault = {
  kind: 'single',
  name: 'instance-and-device-crash',
  summary:
    'a gateway instance and an on-premises VPN device die silently at once; default: as for each alone',
  targets(topology, holderOf) {
    const devices = firstDevice(topology);
    return devices.length === 0 ? [] : [targetOf([...activeInstance(topology, holderOf), ...devices])];
  },
  check: (topology, { target }) => checkInstanceAndDevice(topology, target),
  ...crashOf((_, { target }) => nodesOf(target)),
};
