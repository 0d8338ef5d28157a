import type { DirectionName } from '../topology/direction.ts';
import { instancesOf, tunnelsAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';

/** The point at which packets of one direction pass a gateway instance: into or out of the device of a tunnel. */
export interface Passage {
  readonly node: string;
  readonly device: string;
  readonly direction: DirectionName;
}

/** The passages of tunnels at the instances, where faults happen. Outward traffic enters the tunnel there. */
export function passagesOf(
  topology: Topology,
  tunnels: readonly string[],
  directions: readonly DirectionName[],
): Passage[] {
  return instancesOf(topology).flatMap(({ name }) =>
    tunnelsAt(topology, name)
      .filter(({ tunnel, local }) => local.nodes.includes(name) && tunnels.includes(tunnel.name))
      .flatMap(({ interface: device }) => directions.map((direction) => ({ node: name, device, direction }))),
  );
}
