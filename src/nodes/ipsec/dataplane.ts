import { posix } from 'node:path';
import type { Retransmission } from '../../definition/profile.ts';
import type { LocalTunnel } from '../../topology/find.ts';

/** The ESP implementation that carries the packets. Both are real IPsec, negotiated by strongSwan. */
export type DataplaneName = 'kernel' | 'userspace';

/**
 * Makes the tunnels of a node: as XFRM interfaces of the kernel, or as TUN devices of strongSwan's own ESP. Everything
 * above (addresses, routes, BGP) is the same for both.
 */
export interface Dataplane {
  readonly name: DataplaneName;
  /** The charon processes of a node, in the order in which they start. */
  charons(tunnels: readonly LocalTunnel[]): Charon[];
  /** Lines of the start script that create the tunnel devices, start charon, and wait until its vici socket exists. */
  startLines(tunnels: readonly LocalTunnel[]): string[];
  /** Lines that start charon again after it died; tunnel devices that outlive it exist already. */
  restartLines(tunnels: readonly LocalTunnel[]): string[];
  /** Rules for nftables.conf that the dataplane needs. */
  nftables(tunnels: readonly LocalTunnel[]): string[];
  /** Device files of the host's kernel that a container needs. */
  readonly devices: readonly string[];
}

/**
 * Whether a connection is loaded only while the node has the addresses that it needs. This is so if it starts IKE as
 * soon as it is loaded. A connection that waits for its peer can stay loaded: without the address no peer reaches it.
 */
export const comesWithAddress = ({ floating, initiates }: LocalTunnel): boolean =>
  floating !== undefined && initiates;

/** One charon process: its name, its socket, and the tunnels that it serves. */
export interface Charon {
  readonly name: string;
  readonly viciSocket: string;
  /** Where those who are not root may look, start and end tunnels, but not load connections. */
  readonly openSocket: string;
  readonly swanctlConf: string;
  /** Folder with the connections of the floating addresses that the node has now. */
  readonly heldFolder: string;
  readonly strongswanConf: string;
  readonly tunnels: readonly LocalTunnel[];
  /** Its one connection for all VPN clients of a gateway; absent: it serves no clients. */
  readonly clientConnection?: string;
  /** For all its requests: a setting of the daemon, not of a connection. */
  readonly retransmission: Retransmission;
  /** Folder with certificates and keys, if it has any. */
  readonly credentialFolder?: string;
  readonly options: CharonOptions;
}

/** The parts of charon's configuration that differ between the dataplanes. */
export interface CharonOptions {
  readonly plugins: readonly string[];
  readonly daemonLines: readonly string[];
  readonly pluginLines: readonly string[];
  readonly connectionLines: (tunnel: LocalTunnel) => string[];
}

/** The names of all connections of a charon. */
export const connectionsOf = ({ tunnels, clientConnection }: Charon): string[] => [
  ...tunnels.map(({ connection }) => connection),
  ...(clientConnection === undefined ? [] : [clientConnection]),
];

/** The name of charon's process in the kernel. */
export const charonProcess = 'charon-systemd';

/** Plugins that both dataplanes need: crypto, IKE transport, vici, and the hook that moves a route with its tunnel. */
export const commonPlugins = [
  'random',
  'nonce',
  'openssl',
  'hmac',
  'kdf',
  'socket-default',
  'kernel-netlink',
  'vici',
  'updown',
] as const;

/**
 * The routing table and the mark of one of several charons of a node, as lines of strongswan.conf. libipsec installs a
 * route for the tunnel's 0.0.0.0/0. Only packets with this mark would follow it, and none has the mark.
 *
 * Numbering upwards from strongSwan's own 220 would reach the kernel's tables 253 to 255 at the 34th charon; from 100 on
 * there is room for 153.
 */
export const ownRoutingTable = (index: number) => ({
  daemonLines: [`routing_table = ${firstTable + index}`, `routing_table_prio = ${firstTable + index}`],
  pluginLines: ['kernel-netlink {', `  fwmark = 0x5e7${index}`, '}'],
});

const firstTable = 100;

/**
 * The sockets of a charon. Only root reaches the first: a connection can name a script that charon runs as root.
 *
 * @param open folder of the socket for everybody
 */
export const socketsOf = (
  name: string,
  open = `/run/ipsec/${name}`,
): Pick<Charon, 'viciSocket' | 'openSocket'> => ({
  viciSocket: `${folderOfRoot}/${name}/vici`,
  openSocket: `${open}/vici`,
});

const folderOfRoot = '/run/charon';

/** Makes the folders of a charon's sockets and of the connections that it holds. */
export const makeFolders = ({
  heldFolder,
  viciSocket,
}: Pick<Charon, 'heldFolder' | 'viciSocket'>): string[] => [
  `install -d -m 700 ${folderOfRoot}`,
  `install -d ${posix.dirname(viciSocket)} ${heldFolder}`,
];

/** Opens the charons of a node to those who are not root. It returns when that is done. */
export const openToLearners = (charons: readonly Charon[]): string[] =>
  charons.length === 0
    ? []
    : [
        `switchover-vici ${charons.map(({ viciSocket, openSocket }) => `${viciSocket}=${openSocket}`).join(' ')}`,
      ];

/** Makes the folders beside swanctl.conf in which swanctl looks for certificates. It complains about each missing one. */
export const makeCredentialFolders = ({ swanctlConf }: Pick<Charon, 'swanctlConf'>): string =>
  `cp -r /etc/swanctl/*/ ${posix.dirname(swanctlConf)}`;

/**
 * Waits until charon listens on its vici socket, which the kernel shows as flag 00010000; the script gives up after 5 s
 * instead of waiting for ever. The socket exists a moment earlier, and would refuse whoever comes in between. To ask only
 * then spares a process at each try.
 */
export const waitForSocket = ({ viciSocket }: Pick<Charon, 'viciSocket'>): readonly string[] => [
  `wait_for 'charon on ${viciSocket}' test -S ${viciSocket}`,
  `wait_for 'charon listening on ${viciSocket}' grep -q ' 00010000 .* ${viciSocket}$' /proc/net/unix`,
];
