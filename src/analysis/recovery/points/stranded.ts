import { prefixContains } from '../../../base/addresses.ts';
import type { Broken } from '../../../topology/broken.ts';
import { expectedRoutes } from '../../../topology/expected-routes.ts';
import type { HostNode, Topology } from '../../../topology/topology.ts';
import { routerOf } from '../../../topology/traffic-ends.ts';

/** Whether one end is cut off, or the router behind the sender has no route to the receiver without what is broken. */
export function isStranded(
  topology: Topology,
  { from, to }: { readonly from: HostNode; readonly to: HostNode },
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
  return !expectedRoutes(rest).some(
    ({ nodes, prefix }) => nodes.includes(routerOf(from)) && prefixContains(prefix, to.address),
  );
}
