import { crash } from './crash.ts';
import type { Fault } from './fault.ts';
import { activeInstance, checkInstanceAndDevice, firstDevice, nodesOf, targetOf } from './target.ts';

/** One machine of each side dies silently, both at the same time. */
export const instanceAndDeviceCrash: Fault = {
  name: 'instance-and-device-crash',
  summary:
    'a gateway instance and an on-premises VPN device die silently at once; default: as for each alone',
  silent: true,
  absence: 'crash',
  targets(topology, holderOf) {
    const devices = firstDevice(topology);
    return devices.length === 0 ? [] : [targetOf([...activeInstance(topology, holderOf), ...devices])];
  },
  check: checkInstanceAndDevice,
  apply: (lab, target) => crash(lab, nodesOf(target)),
};
