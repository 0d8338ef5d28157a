import { clientsOf, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * A tunnel counts as carrying packets in a direction while its receiving end has got one within this time (s). An end
 * without traffic sends a packet a second (images/node/README.md), so three in a row have to be lost.
 */
export const carriedWithinSeconds = 3;

/** An agent sees the arrival of a packet when it counts the next time, so up to this time later (s). */
const countedEverySeconds = 1;

/**
 * How long ago a packet may have been seen to arrive (s), so that it arrived after some moment and recently enough.
 *
 * @param passedSeconds since that moment
 * @returns below 0 while no packet can show it
 */
export const carriedSince = (passedSeconds: number): number =>
  Math.min(carriedWithinSeconds, passedSeconds - countedEverySeconds);

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
