import type { FloatingAddresses, Topology } from '../../../topology/topology.ts';
import type { DeviceNode, InstanceNode } from '../../../topology/topology-node.ts';
import type { RecoveryPoint } from '../recovery-map.ts';
import type { Way } from './way.ts';

/** Which node gets the addresses of a dead machine, and what flows wait for that have no other path meanwhile. */
export function comebackOf(
  { topology, broken, stranded }: Way,
  dead: InstanceNode | DeviceNode,
): Pick<RecoveryPoint, 'takeover' | 'comeback'> {
  const takeover = takeoverFrom(topology, dead.name);
  return {
    ...(takeover && { takeover }),
    ...(stranded && {
      comeback: takeover
        ? { by: 'takeover' as const, node: takeover.node }
        : { by: broken.insideOnly ? ('repair' as const) : ('replacement' as const), node: dead.name },
    }),
  };
}

/**
 * The node that gets the addresses of a machine that is dead, or cut off from the network behind it: VRRP runs there.
 * Undefined: none does.
 */
export function takeoverFrom({ floating: all }: Topology, dead: string): RecoveryPoint['takeover'] {
  const floating =
    all.find(({ forClients, nodes: [home] }) => !forClients && home === dead) ??
    all.find(({ activeStandby, nodes }) => activeStandby && nodes.includes(dead));
  return floating && takeoverOf(floating, dead);
}

function takeoverOf({ nodes, addresses: [address] }: FloatingAddresses, dead: string) {
  const heir = nodes.find((node) => node !== dead);
  return address && heir !== undefined
    ? { node: heir, address: `${address.address}/${address.prefixLength}` }
    : undefined;
}
