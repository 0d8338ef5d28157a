import type { Broken } from '../../../topology/broken.ts';
import type { ReachEnd } from '../../../topology/reach/reach-end.ts';
import { routeTables } from '../../../topology/reach/route-tables.ts';
import type { Topology } from '../../../topology/topology.ts';

/** Whether one end is cut off, or the router behind the sender has no route to the receiver without what is broken. */
export function isStranded(
  topology: Topology,
  { from, to }: { readonly from: ReachEnd; readonly to: ReachEnd },
  broken: Broken,
): boolean {
  if (broken.hosts?.some((name) => name === from.name || name === to.name)) return true;
  const rest = {
    ...topology,
    tunnels: topology.tunnels.filter(
      ({ name, ends }) =>
        !broken.tunnels.includes(name) &&
        !broken.sessions?.includes(name) &&
        !ends.some(({ nodes }) => nodes.some((node) => broken.nodes.includes(node))),
    ),
  };
  return from.network !== to.network && !routeTables(rest, [to.address]).has(from.network);
}
