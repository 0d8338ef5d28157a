import type { Topology } from '../../topology/topology.ts';
import type { AnyFault, FaultRequest, HolderOf, Stage } from './fault.ts';

/** What is applied when a fault is asked for, in the order of time: itself, or all that it is made of. */
export const stagesOf = (
  fault: AnyFault,
  topology: Topology,
  request: FaultRequest,
  holderOf?: HolderOf,
): readonly Stage[] =>
  fault.kind === 'single' ? [{ atSeconds: 0, fault, request }] : fault.stages(topology, request, holderOf);
