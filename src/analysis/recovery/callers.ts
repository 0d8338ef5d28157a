import type { RecoveryPoint } from './recovery-map.ts';

/** A peer of a machine whose address another one takes over: it has to notice before it opens the tunnel anew. */
export type Caller = NonNullable<NonNullable<RecoveryPoint['takeover']>['callers']>[number];

/** The peers for whose call the flows of a point wait: itself if it is one of them, otherwise the first of all. */
export function callersOf({ node, takeover }: Pick<RecoveryPoint, 'node' | 'takeover'>): readonly Caller[] {
  const all = takeover?.callers ?? [];
  const own = all.filter((caller) => caller.node === node);
  return own.length > 0 ? own : all;
}
