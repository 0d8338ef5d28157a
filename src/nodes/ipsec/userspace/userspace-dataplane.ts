import { type LocalTunnel, publicAddressesOf } from '../../../topology/find.ts';
import { oneOf } from '../../packet-filter/one-of.ts';
import {
  type Charon,
  commonPlugins,
  type Dataplane,
  makeCredentialFolders,
  makeFolders,
  ownRoutingTable,
  socketsOf,
  waitForSocket,
} from '../dataplane.ts';

/**
 * ESP by strongSwan itself (plugin kernel-libipsec: ESP in UDP through a TUN device), for kernels without ESP.
 *
 * libipsec has one TUN device for each process and uses the first policy that matches, so two tunnels for 0.0.0.0/0
 * cannot share a charon. Every tunnel gets its own charon with its own ports, and NAT rules keep the wire at the usual
 * ports 500 and 4500.
 */
export const userspaceDataplane: Dataplane = {
  name: 'userspace',
  devices: ['/dev/net/tun'],
  charons: (tunnels) => tunnels.map(charonFor),
  startLines,
  restartLines: (tunnels) => [
    ...tunnels.map((tunnel, index) => `rm -f ${charonFor(tunnel, index).viciSocket}`),
    ...startLines(tunnels),
  ],
  nftables: (tunnels) => [
    '# One charon for each tunnel, with its own ports; on the wire all use 500 and 4500.',
    'table ip ike {',
    '  chain prerouting {',
    '    type nat hook prerouting priority dstnat;',
    ...tunnels.flatMap((tunnel, index) =>
      ownAddresses(tunnel).flatMap((own) => {
        const pair = `ip saddr ${oneOf(publicAddressesOf(tunnel.remote))} ip daddr ${own}`;
        return [
          `    ${pair} udp dport 500 dnat to ${own}:${ports(index).ike}`,
          `    ${pair} udp dport 4500 dnat to ${own}:${ports(index).natTraversal}`,
        ];
      }),
    ),
    '  }',
    '  chain postrouting {',
    '    type nat hook postrouting priority srcnat;',
    ...tunnels.flatMap((tunnel, index) =>
      ownAddresses(tunnel).flatMap((own, _, { length }) => {
        const from = length === 1 ? '' : `ip saddr ${own} `;
        const pair = `${from}ip daddr ${oneOf(publicAddressesOf(tunnel.remote))}`;
        return [
          `    ${pair} udp sport ${ports(index).ike} snat to ${own}:500`,
          `    ${pair} udp sport ${ports(index).natTraversal} snat to ${own}:4500`,
        ];
      }),
    ),
    '  }',
    '}',
  ],
};

/** The addresses from which a node sends IKE and ESP, in turn. */
const ownAddresses = ({ localAddress, local: { secondAddress } }: LocalTunnel): string[] => [
  localAddress,
  ...(secondAddress === undefined ? [] : [secondAddress]),
];

function startLines(tunnels: readonly LocalTunnel[]): string[] {
  return tunnels.flatMap((tunnel, index) => {
    const charon = charonFor(tunnel, index);
    return [
      ...makeFolders(charon),
      makeCredentialFolders(charon),
      `STRONGSWAN_CONF=${charon.strongswanConf} charon-systemd &`,
      // The TUN devices are named in the order of their creation: the next charon has to wait.
      `wait_for 'TUN device ${tunnel.interface}' test -e /sys/class/net/${tunnel.interface}`,
      `ip link set ${tunnel.interface} mtu 1400`,
      ...waitForSocket(charon),
    ];
  });
}

const ports = (index: number) => ({ ike: 15_500 + index, natTraversal: 14_500 + index });

function charonFor(tunnel: LocalTunnel, index: number): Charon {
  const name = tunnel.connection;
  const { ike, natTraversal } = ports(index);
  const table = ownRoutingTable(index);
  return {
    name,
    ...socketsOf(name),
    swanctlConf: `/etc/ipsec/${name}/swanctl.conf`,
    strongswanConf: `/etc/ipsec/${name}/strongswan.conf`,
    heldFolder: `/run/ipsec/${name}/held`,
    tunnels: [tunnel],
    retransmission: tunnel.local.retransmission,
    options: {
      // It must be first: the first plugin that can do ESP does it, and kernel-netlink can as well.
      plugins: ['kernel-libipsec', ...commonPlugins],
      daemonLines: [
        '# Its own ports, routing table and mark: this node runs one charon for each tunnel.',
        `port = ${ike}`,
        `port_nat_t = ${natTraversal}`,
        ...table.daemonLines,
      ],
      // FRR does the routing.
      pluginLines: table.pluginLines,
      connectionLines: () => ['encap = yes'],
    },
  };
}
