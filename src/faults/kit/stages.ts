import type { AnyFault, FaultRequest, Setting, Stage } from './fault.ts';

/** What is applied when a fault is asked for, in the order of time: itself, or all that it is made of. */
export const stagesOf = (fault: AnyFault, setting: Setting, request: FaultRequest): readonly Stage[] =>
  fault.kind === 'single' ? [{ atSeconds: 0, fault, request }] : fault.stages(setting, request);
