import type { DirectionName } from '../topology/direction.ts';
import { instancesOf, tunnelsAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';

/** Where packets of one direction pass a gateway instance: into the device of a tunnel, or out of it. */
export interface Passage {
  readonly node: string;
  readonly device: string;
  readonly direction: DirectionName;
}

/** The passages of tunnels at the instances, which is where faults happen: outward traffic goes into the tunnel there. */
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
