import type { Broken } from '../../../topology/broken.ts';
import type { ReachEnd } from '../../../topology/reach/reach-end.ts';
import { routeTables } from '../../../topology/reach/route-tables.ts';
import { walk } from '../../../topology/reach/walk.ts';
import type { Topology } from '../../../topology/topology.ts';

/**
 * Whether one end is cut off, or packets of the sender do not arrive without what is broken: a default route, or a prefix
 * that two sites announce, leads them to somewhere else.
 */
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
  return from.network !== to.network && 'lostAt' in walk(rest, routeTables(rest, [to.address]), from, to);
}
