import type { LocalTunnel } from '../../topology/find.ts';

/**
 * Rules for nftables.conf of a device that has several tunnels to one BGP speaker, over several lines. FRR has one session
 * for each neighbour's address, so it knows the speaker by an alias over every line but the first. The address is
 * changed where packets enter and leave the tunnel, without connection tracking; the gateway sees nothing of it.
 */
export function lineAliases(tunnels: readonly LocalTunnel[]): string[] {
  const aliased = tunnels.filter(({ remote, peerAddress }) => peerAddress !== remote.innerAddress);
  if (aliased.length === 0) return [];
  return [
    '# One address of the gateway for each line.',
    'table ip line-aliases {',
    '  chain prerouting {',
    '    type filter hook prerouting priority raw;',
    ...aliased.map(
      ({ remote, peerAddress, interface: device }) =>
        `    iifname "${device}" ip saddr ${remote.innerAddress} ip saddr set ${peerAddress}`,
    ),
    '  }',
    '  chain postrouting {',
    '    type filter hook postrouting priority srcnat;',
    ...aliased.map(
      ({ remote, peerAddress, interface: device }) =>
        `    oifname "${device}" ip daddr ${peerAddress} ip daddr set ${remote.innerAddress}`,
    ),
    '  }',
    '}',
  ];
}
