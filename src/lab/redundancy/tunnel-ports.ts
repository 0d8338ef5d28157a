import { clientsOf, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * A tunnel counts as carrying packets in a direction while its receiving end has got one within this time (s). An end
 * without traffic sends a packet a second (images/node/README.md), so three in a row have to be lost.
 */
export const carriedWithinSeconds = 3;

/** The connection whose packets come through an interface of a node; undefined: it is no tunnel's. */
export type ConnectionAt = (node: string, port: string) => string | undefined;

/** Finds the tunnels, also those of VPN clients, by their interfaces. */
export function connectionsByPort(topology: Topology): ConnectionAt {
  const connections = new Map([
    ...topology.nodes.flatMap(({ name }) =>
      tunnelsAt(topology, name).map(
        ({ interface: port, connection }) => [`${name} ${port}`, connection] as const,
      ),
    ),
    ...clientsOf(topology).map(
      ({ name, tunnelInterface, gateway }) => [`${name} ${tunnelInterface}`, gateway] as const,
    ),
  ]);
  return (node, port) => connections.get(`${node} ${port}`);
}
