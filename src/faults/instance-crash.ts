import { crash } from './crash.ts';
import type { Fault } from './fault.ts';
import { activeInstance, checkOne } from './target.ts';

/** An instance of a gateway dies silently. */
export const instanceCrash: Fault = {
  name: 'instance-crash',
  summary: 'a gateway instance dies silently; default: the active one, or instance 0',
  silent: true,
  absence: 'crash',
  targets: activeInstance,
  check: (topology, target) => checkOne(topology, target, 'instance'),
  apply: (lab, target) => crash(lab, [target]),
};
