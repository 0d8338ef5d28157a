import type { Topology } from '../../topology/topology.ts';
import { textTable } from './text-table.ts';

/** A topology in words: its nodes with their addresses, its tunnels, its BGP sessions. */
export function describeTopology({ nodes, tunnels, sessions, floating }: Topology): string {
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
      ...tunnels.map(({ name, connections, bgp, ends: [first, second] }) => [
        name,
        `${first.publicAddress} (${bgp ? 'BGP' : 'inside'} ${first.innerAddress})`,
        `${second.publicAddress} (${bgp ? 'BGP' : 'inside'} ${second.innerAddress})`,
        connections.join(', '),
      ]),
    ]),
    '',
    textTable([
      ['BGP SESSION', 'BETWEEN', 'AND'],
      ...sessions.map(({ kind, ends: [first, second] }) => [
        kind,
        `${first.name} ${first.address} AS ${first.asn}`,
        `${second.name} ${second.address} AS ${second.asn}`,
      ]),
    ]),
    ...(floating.length > 0 ? ['', floatingTable(floating)] : []),
  ].join('\n');
}

const floatingTable = (floating: Topology['floating']): string =>
  textTable([
    ['FLOATING ADDRESSES', 'AT FIRST ON', 'OTHERWISE ON'],
    ...floating.map(({ addresses, nodes: [first, second] }) => [
      addresses.map(({ address, interface: port }) => `${port} ${address}`).join(', '),
      first,
      second,
    ]),
  ]);
