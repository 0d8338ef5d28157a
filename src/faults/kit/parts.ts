import type { AnyFault, FaultPart, FaultRequest, Setting } from './fault.ts';

/** The faults that are applied when a fault is asked for, in the order of time: itself, or all that it is made of. */
export const partsOf = (fault: AnyFault, setting: Setting, request: FaultRequest): readonly FaultPart[] =>
  fault.kind === 'single' ? [{ atSeconds: 0, fault, request }] : fault.parts(setting, request);
