import type { Fault } from './fault.ts';
import { silentCrash } from './silent-crash.ts';

/** Every fault, by the name under which it is asked for. */
export const faults: readonly Fault[] = [
  silentCrash('instance', 'a gateway instance dies silently; default: instance 0'),
  silentCrash('device', 'an on-premises VPN device dies silently; default: the first one'),
];

export const faultNamed = (name: string): Fault | undefined => faults.find((fault) => fault.name === name);
