import { onlyGiven } from '../definition/fault-parameters.ts';
import type { FaultRequest } from '../faults/kit/fault.ts';
import type { Injected } from '../lab/faults/inject.ts';
import type { AppliedFault } from '../observations/applied-fault.ts';

/**
 * What the observations tell of a fault.
 *
 * @param undoneAt nanoseconds of the engine kernel's CLOCK_MONOTONIC; undefined: the fault was not undone
 * @param sinceEpoch turns such a time into nanoseconds since the epoch of the observations
 */
export function appliedFault(
  { fault, request, appliedAt, broken, record }: Injected,
  undoneAt: number | undefined,
  sinceEpoch: (time: number) => number,
): AppliedFault {
  return {
    fault: fault.name,
    target: request.target,
    ...parametersIn(request),
    appliedAt: { lower: sinceEpoch(appliedAt.lower), upper: sinceEpoch(appliedAt.upper) },
    ...(undoneAt !== undefined && { undoneAt: sinceEpoch(undoneAt) }),
    deadNodes: broken.insideOnly || broken.handOver ? [] : broken.nodes,
    away: record.steps
      .filter(({ kind }) => kind === 'replace')
      .map(({ node, afterSeconds }) => ({ node, seconds: afterSeconds })),
  };
}

/** The parameters that were given; the key is absent when there are none. */
export function parametersIn({ parameters: all }: FaultRequest): Pick<AppliedFault, 'parameters'> {
  const parameters = onlyGiven(all);
  return Object.keys(parameters).length === 0 ? {} : { parameters };
}

/** In the order in which they took effect. */
export const inOrder = (injected: readonly Injected[]): readonly Injected[] =>
  injected.toSorted((a, b) => a.appliedAt.lower - b.appliedAt.lower);
