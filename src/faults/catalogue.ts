import type { Fault } from './fault.ts';
import { instanceCrash } from './instance-crash.ts';

/** Every fault, by the name under which it is asked for. */
export const faults: readonly Fault[] = [instanceCrash];

export const faultNamed = (name: string): Fault | undefined => faults.find((fault) => fault.name === name);
