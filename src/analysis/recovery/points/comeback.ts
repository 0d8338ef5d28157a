import { prefixContains } from '../../../base/addresses.ts';
import { expectedRoutes } from '../../../topology/expected-routes.ts';
import type { DeviceNode, FloatingAddresses, InstanceNode } from '../../../topology/topology.ts';
import type { RecoveryPoint } from '../recovery-map.ts';
import type { Way } from './way.ts';

/** Which node gets the addresses of a dead machine, and whether the flows of this node have another path meanwhile. */
export function comebackOf(
  way: Way,
  dead: InstanceNode | DeviceNode,
  node: string,
): Pick<RecoveryPoint, 'takeover' | 'comeback'> {
  const { topology } = way;
  const floating = topology.floating.find(({ nodes: [home], returns, nodes }) =>
    returns ? home === dead.name : nodes.includes(dead.name),
  );
  const takeover = floating && takeoverOf(floating, dead.name);
  const alone = !hasOtherPath(way, node);
  return {
    ...(takeover && { takeover }),
    ...(alone && {
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

/** Whether a node has a route to the receiver of the flows without the tunnels of the dead machines. */
function hasOtherPath({ topology, to, broken }: Way, node: string): boolean {
  const isDead = ({ nodes }: { readonly nodes: readonly string[] }) =>
    nodes.some((each) => broken.nodes.includes(each));
  const rest = { ...topology, tunnels: topology.tunnels.filter(({ ends }) => !ends.some(isDead)) };
  return expectedRoutes(rest).some(
    ({ nodes, prefix }) => nodes.includes(node) && prefixContains(prefix, to.address),
  );
}
