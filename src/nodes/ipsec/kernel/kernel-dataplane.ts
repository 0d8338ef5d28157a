import type { Retransmission } from '../../../definition/profile.ts';
import type { LocalTunnel } from '../../../topology/find.ts';
import { publicPort } from '../../../topology/public-network.ts';
import {
  type Charon,
  commonPlugins,
  type Dataplane,
  makeCredentialFolders,
  makeFolders,
  socketsOf,
  waitForSocket,
} from '../dataplane.ts';

/** ESP by the kernel: one XFRM interface a tunnel, bound to its SAs by an interface id, and one charon a node. */
export const kernelDataplane: Dataplane = {
  name: 'kernel',
  devices: [],
  charons: (tunnels) => {
    const [first] = tunnels;
    // The topology gives all tunnels of a node the same retransmission.
    return first ? [charonFor(tunnels, first.local.retransmission)] : [];
  },
  startLines: (tunnels) => (tunnels.length === 0 ? [] : startLines(tunnels)),
  restartLines: (tunnels) =>
    tunnels.length === 0
      ? []
      : [
          "# A killed charon leaves its SAs and policies in the kernel, and its tunnels' addresses.",
          ...tunnels.map((tunnel) => `ip address flush dev ${tunnel.interface}`),
          'ip xfrm state flush',
          'ip xfrm policy flush',
          `rm -f ${paths.viciSocket}`,
          ...startCharon,
        ],
  nftables: () => [],
};

/** There is only one. */
const name = 'charon';

const paths = {
  ...socketsOf(name, '/run/ipsec'),
  swanctlConf: '/etc/ipsec/swanctl.conf',
  strongswanConf: '/etc/ipsec/strongswan.conf',
  heldFolder: '/run/ipsec/held',
} as const;

const startCharon: readonly string[] = [
  `STRONGSWAN_CONF=${paths.strongswanConf} charon-systemd &`,
  ...waitForSocket(paths),
];

const startLines = (tunnels: readonly LocalTunnel[]): string[] => [
  ...tunnels.flatMap((tunnel, index) => [
    `ip link add ${tunnel.interface} type xfrm dev ${tunnel.local.port ?? publicPort} if_id ${interfaceId(index)}`,
    `ip link set ${tunnel.interface} mtu 1400 up`,
  ]),
  ...makeFolders(paths),
  makeCredentialFolders(paths),
  ...startCharon,
];

/** Interface id 0 means "none" to the kernel. */
const interfaceId = (index: number) => index + 1;

function charonFor(tunnels: readonly LocalTunnel[], retransmission: Retransmission): Charon {
  return {
    name,
    ...paths,
    tunnels,
    retransmission,
    options: {
      plugins: commonPlugins,
      // Routes belong to FRR.
      daemonLines: ['install_routes = no', 'install_virtual_ip = no'],
      pluginLines: [],
      connectionLines: (tunnel) => {
        const id = interfaceId(tunnels.indexOf(tunnel));
        return [`if_id_in = ${id}`, `if_id_out = ${id}`];
      },
    },
  };
}
