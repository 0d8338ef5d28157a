import { sessionsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Workbench } from './workbench.ts';

/** The addresses of the peers with which a node has BGP sessions through tunnels. */
export const peerAddressesOf = (topology: Topology, node: string): string[] =>
  sessionsAt(topology, node)
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ remote }) => remote.address);

/** Why a node has no session that a fault could end, whatever its state; undefined when it has one. */
export const withoutBgp = (topology: Topology, node: string): string | undefined =>
  peerAddressesOf(topology, node).length > 0 ? undefined : `${node} has no BGP session through a tunnel.`;

/**
 * Why nothing can end a session of a node just now: a standby instance has no tunnels, and a session that is down cannot
 * end. Undefined while there is one.
 *
 * @param consequence the end of the sentence
 */
export async function withoutSession(
  bench: Workbench,
  node: string,
  consequence: string,
): Promise<string | undefined> {
  const states = peerAddressesOf(bench.topology, node).map(
    (address) => `vtysh -c 'show bgp neighbors ${address}'`,
  );
  const shown = await bench.run(node, states.join('\n'));
  return shown.includes('BGP state = Established')
    ? undefined
    : `${node} has no BGP session through a tunnel just now, so ${consequence}.`;
}
