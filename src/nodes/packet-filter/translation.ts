import type { InternetNode } from '../../topology/topology-node.ts';

/**
 * Rules for nftables.conf of the public network: it also is the router in front of each device behind NAT. That one has the
 * public address, and passes on what somebody set up for a VPN device: UDP 500 and 4500. ESP alone does not pass, so both
 * ends put it into UDP (RFC 3948).
 */
export function translation({ translations = [] }: InternetNode): string[] {
  if (translations.length === 0) return [];
  return [
    '# The routers in front of devices behind NAT.',
    'table ip translation {',
    '  chain prerouting {',
    '    type nat hook prerouting priority dstnat;',
    ...translations.map(
      ({ publicAddress, privateAddress }) =>
        `    ip daddr ${publicAddress} udp dport { 500, 4500 } dnat to ${privateAddress}`,
    ),
    '  }',
    '  chain postrouting {',
    '    type nat hook postrouting priority srcnat;',
    ...translations.map(
      ({ publicAddress, privateAddress }) => `    ip saddr ${privateAddress} snat to ${publicAddress}`,
    ),
    '  }',
    '}',
  ];
}
