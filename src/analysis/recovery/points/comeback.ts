import type { DeviceNode, FloatingAddresses, InstanceNode } from '../../../topology/topology.ts';
import type { RecoveryPoint } from '../recovery-map.ts';
import type { Way } from './way.ts';

/** Which node gets the addresses of a dead machine, and what flows wait for that have no other path meanwhile. */
export function comebackOf(
  { topology, broken, stranded }: Way,
  dead: InstanceNode | DeviceNode,
): Pick<RecoveryPoint, 'takeover' | 'comeback'> {
  if (broken.insideOnly) return stranded ? { comeback: { by: 'repair', node: dead.name } } : {};
  const floating = topology.floating.find(({ nodes: [home], returns, nodes }) =>
    returns ? home === dead.name : nodes.includes(dead.name),
  );
  const takeover = floating && takeoverOf(floating, dead.name);
  return {
    ...(takeover && { takeover }),
    ...(stranded && {
      comeback: takeover
        ? { by: 'takeover' as const, node: takeover.node }
        : { by: 'replacement' as const, node: dead.name },
    }),
  };
}

function takeoverOf({ nodes, addresses: [address] }: FloatingAddresses, dead: string) {
  const heir = nodes.find((node) => node !== dead);
  return address && heir !== undefined
    ? { node: heir, address: `${address.address}/${address.prefixLength}` }
    : undefined;
}
