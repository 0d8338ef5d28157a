import type { Topology } from '../topology/topology.ts';
import { textTable } from './text-table.ts';

/** A topology in words: its nodes with their addresses, its tunnels, its BGP sessions. */
export function describeTopology({ nodes, tunnels, sessions }: Topology): string {
  const addresses = nodes.map(({ name, role, interfaces, bridges }) => [
    name,
    role,
    [...interfaces, ...bridges].map((port) => `${port.name} ${port.address}/${port.prefixLength}`).join(', '),
  ]);
  return [
    textTable([['NODE', 'ROLE', 'INTERFACES'], ...addresses]),
    '',
    textTable([
      ['TUNNEL', 'FROM', 'TO', 'CONNECTION'],
      ...tunnels.map(({ name, azure, remote, connection }) => [
        name,
        `${azure.publicAddress} (BGP ${azure.bgpAddress})`,
        `${remote.publicAddress} (BGP ${remote.bgpAddress})`,
        connection,
      ]),
    ]),
    '',
    textTable([
      ['BGP SESSION', 'BETWEEN', 'AND'],
      ...sessions.map(({ kind, ends: [first, second] }) => [
        kind,
        `${first.node} ${first.address} AS ${first.asn}`,
        `${second.node} ${second.address} AS ${second.asn}`,
      ]),
    ]),
  ].join('\n');
}
