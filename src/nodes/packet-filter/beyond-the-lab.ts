import { addressRange, withoutHostBits } from '../../base/addresses.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * Rules for nftables.conf by which a router refuses packets to addresses outside the lab at once, so that nothing waits
 * for an answer from there. Packets to addresses of the lab pass: a dead machine there is silent.
 *
 * TCP gets a reset: between containers an ICMP message arrives while the kernel still sends the first packet, and the
 * kernel misses it. Other protocols get ICMP 3/13, which unlike "network unreachable" is an error for UDP too.
 */
export function refusal(topology: Topology): string[] {
  const prefixes = prefixesOf(topology);
  // Where a site announces the default route, no address is outside.
  if (prefixes.includes('0.0.0.0/0')) return [];
  return [
    'table inet beyond-the-lab {',
    '  set lab {',
    '    type ipv4_addr',
    '    flags interval',
    `    elements = { ${prefixes.join(', ')} }`,
    '  }',
    '  chain prerouting {',
    '    type filter hook prerouting priority filter;',
    '    meta pkttype host ip daddr != @lab meta l4proto tcp reject with tcp reset',
    '    meta pkttype host ip daddr != @lab reject with icmp admin-prohibited',
    '  }',
    '}',
  ];
}

/** Every address that a node of the lab has or may get, as prefixes that do not cover each other. */
function prefixesOf({ nodes, tunnels, pointToSite }: Topology): string[] {
  const prefixes = [
    ...nodes
      .flatMap(({ bridges }) => bridges)
      .flatMap(({ address, prefixLength }) => withoutHostBits(`${address}/${prefixLength}`) ?? []),
    ...nodes.flatMap((node) => ('prefixes' in node ? node.prefixes : [])),
    ...pointToSite.flatMap(({ addressPool }) => addressPool),
    ...tunnels
      .flatMap(({ ends }) => ends)
      .flatMap(({ innerAddress, staticRoutes }) => [`${innerAddress}/32`, ...staticRoutes]),
  ];
  const unique = [...new Set(prefixes)];
  const outermost = new Set(outermostOf(unique));
  return unique.filter((prefix) => outermost.has(prefix));
}

/** The prefixes that are inside no other one. In the order of their addresses, each is inside the last such one or none. */
function outermostOf(prefixes: readonly string[]): string[] {
  const inOrder = prefixes
    .map((prefix) => ({ prefix, ...addressRange(prefix) }))
    .sort((a, b) => a.first - b.first || b.size - a.size);
  let covered = -1;
  return inOrder.flatMap(({ prefix, last }) => {
    if (last <= covered) return [];
    covered = last;
    return [prefix];
  });
}
