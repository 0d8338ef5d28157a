import { crash } from './crash.ts';
import type { Fault } from './fault.ts';
import { checkOne, firstDevice } from './target.ts';

/** An on-premises VPN device dies silently. */
export const deviceCrash: Fault = {
  name: 'device-crash',
  summary: 'an on-premises VPN device dies silently; default: the first one',
  silent: true,
  absence: 'crash',
  targets: firstDevice,
  check: (topology, target) => checkOne(topology, target, 'device'),
  apply: (lab, target) => crash(lab, [target]),
};
