import type { AppliedFault } from './applied-fault.ts';
import type { Observations } from './observations.ts';

/** When a machine was back, in ns. */
export interface Return {
  readonly node: string;
  readonly time: number;
}

/** When each machine that a fault took away ran again, as the machine itself reported it; those that did. */
export const returnsOf = (
  { deadNodes, away, appliedAt }: Pick<AppliedFault, 'deadNodes' | 'away' | 'appliedAt'>,
  { nodeEvents }: Pick<Observations, 'nodeEvents'>,
): readonly Return[] =>
  [...new Set([...deadNodes, ...away.map(({ node }) => node)])].flatMap((node) => {
    const times = nodeEvents.flatMap((event) =>
      event.kind === 'ready' && event.node === node && event.time > appliedAt.upper ? [event.time] : [],
    );
    return times.length === 0 ? [] : [{ node, time: Math.min(...times) }];
  });
