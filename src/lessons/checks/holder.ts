import type { HolderCondition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { sameName } from './same-name.ts';

/** Who has the floating addresses of a gateway, or of a pair of devices. */
export function holderFound(
  { gateway, end, instance, node }: HolderCondition,
  { snapshot, topology }: Pick<Facts, 'snapshot' | 'topology'>,
): Found {
  const own = snapshot.floating.filter(
    (one) => sameName(gateway, one.gateway) && (end === undefined || sameName(end, one.name)),
  );
  if (own.length === 0) return { holds: false, text: `${gateway} has no address that moves.` };
  const isWanted = (holder: string | null) =>
    node === undefined
      ? topology.nodes.some(
          (one) => one.role === 'instance' && sameName(one.name, holder) && one.index === instance,
        )
      : sameName(node, holder);
  const holders = [...new Set(own.map(({ holder }) => holder ?? 'nobody'))];
  return {
    holds: own.every(({ holder }) => isWanted(holder)),
    text: `The address of ${end ?? gateway} is at ${holders.join(' and at ')}.`,
  };
}
