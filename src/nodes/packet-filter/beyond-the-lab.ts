import { prefixCovers, withoutHostBits } from '../../base/addresses.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * Rules for nftables.conf by which a router refuses packets to addresses outside the lab at once, so that nothing waits
 * for an answer from there. Packets to addresses of the lab pass: a dead machine there is silent.
 *
 * TCP gets a reset: between containers an ICMP message arrives while the kernel still sends the first packet, and the
 * kernel misses it. Other protocols get ICMP 3/13, which unlike "network unreachable" is an error for UDP too.
 */
export function refusal(topology: Topology): string[] {
  return [
    'table inet beyond-the-lab {',
    '  set lab {',
    '    type ipv4_addr',
    '    flags interval',
    `    elements = { ${prefixesOf(topology).join(', ')} }`,
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
  return [...new Set(prefixes)].filter(
    (prefix) => !prefixes.some((other) => other !== prefix && prefixCovers(other, prefix)),
  );
}
