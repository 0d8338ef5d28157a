import type { flappingFaults } from '../definition/fault-names.ts';
import { blackhole } from './blackhole.ts';
import type { CompositeFault, Fault, FaultRequest } from './kit/fault.ts';
import { linkDegrade } from './link-degrade.ts';
import { linkDown } from './link-down.ts';

/** What comes and goes: there is nothing to wait for when it goes. */
const flapping: Readonly<Record<(typeof flappingFaults)[number], Fault>> = {
  'link-down': linkDown,
  'link-degrade': linkDegrade,
  blackhole,
};

/** A fault comes and goes with a period: it is there for the first half of it, and away for the second. */
export const flap: CompositeFault = {
  kind: 'composite',
  name: 'flap',
  summary:
    'a fault comes and goes (of, periodSeconds, times); default: link-down of its usual target, 3 times, every 4 s',
  targets: (topology, holderOf) => linkDown.targets(topology, holderOf),
  check: (topology, request) => innerOf(request).check(topology, request),
  stages(_, request) {
    const { of, periodSeconds = 4, times = 3, ...inner } = request.with;
    return Array.from({ length: times }, (_, index) => ({
      atSeconds: index * periodSeconds,
      fault: innerOf(request),
      request: { target: request.target, with: { ...inner, lastsSeconds: periodSeconds / 2 } },
    }));
  },
};

const innerOf = ({ with: { of = 'link-down' } }: FaultRequest): Fault => flapping[of];
