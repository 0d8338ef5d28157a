import type { InternetNode } from '../../topology/topology-node.ts';

/**
 * Rules for nftables.conf of the public network, which stands for the load balancer before an active-active gateway: what
 * clients send to the third public address goes to the instances, by the client. Azure's spreads by a hash that nobody
 * knows.
 */
export function spreadClients({ spread = [] }: InternetNode): string[] {
  const rules = spread.flatMap(({ publicAddress, targets }) =>
    targets.length === 0
      ? []
      : [
          `    ip daddr ${publicAddress} udp dport { 500, 4500 } dnat to ip saddr map { ${targets
            .map(({ from, to }) => `${from} : ${to}`)
            .join(', ')} }`,
        ],
  );
  if (rules.length === 0) return [];
  return [
    '# The third public addresses of active-active gateways: each client has its instance.',
    'table ip clients {',
    '  chain prerouting {',
    '    type nat hook prerouting priority dstnat;',
    ...rules,
    '  }',
    '}',
  ];
}
