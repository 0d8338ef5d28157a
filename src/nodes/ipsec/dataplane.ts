import type { DpdTimers } from '../../definition/profile.ts';
import type { LocalTunnel } from '../../topology/find.ts';

/** Which ESP implementation carries the packets; both are real IPsec, negotiated by strongSwan. */
export type DataplaneName = 'kernel' | 'userspace';

/**
 * How the tunnels of a node come into being: as XFRM interfaces of the kernel, or as TUN devices of strongSwan's
 * own ESP. Everything above (addresses, routes, BGP) is the same for both.
 */
export interface Dataplane {
  readonly name: DataplaneName;
  /** The charon processes of a node, in the order in which they start. */
  charons(tunnels: readonly NodeTunnel[]): Charon[];
  /** Lines of the start script that create the tunnel devices and start charon, up to a vici socket that answers. */
  startLines(tunnels: readonly NodeTunnel[]): string[];
  /** Lines that start charon again when it has died; a tunnel device that outlives it is there already. */
  restartLines(tunnels: readonly NodeTunnel[]): string[];
  /** Rules for nftables.conf that the dataplane needs. */
  nftables(tunnels: readonly NodeTunnel[]): string[];
  /** Device files of the host's kernel that a container needs. */
  readonly devices: readonly string[];
}

/** A tunnel as one node sees it, with the timers that this node applies to it. */
export interface NodeTunnel extends LocalTunnel {
  readonly dpd: DpdTimers;
}

/**
 * Whether a connection is loaded only while the node has the addresses that it needs: it starts IKE as soon as it is
 * loaded. One that waits for its peer may be there all the time; without the address nobody asks for it.
 */
export const comesWithAddress = ({ floating, initiates }: LocalTunnel): boolean =>
  floating !== undefined && initiates;

/** One charon process: its name, where it is reached, and the tunnels that it serves. */
export interface Charon {
  readonly name: string;
  readonly viciSocket: string;
  readonly swanctlConf: string;
  /** Folder with the connections of floating addresses that the node has just now. */
  readonly heldFolder: string;
  readonly strongswanConf: string;
  readonly tunnels: readonly NodeTunnel[];
  /** How long it repeats a question. */
  readonly dpd: DpdTimers;
  /** Folder with certificates and keys, if it has any. */
  readonly credentialFolder?: string;
  readonly options: CharonOptions;
}

/** What differs between the configurations of charon in the two dataplanes. */
export interface CharonOptions {
  readonly plugins: readonly string[];
  readonly daemonLines: readonly string[];
  readonly pluginLines: readonly string[];
  readonly connectionLines: (tunnel: NodeTunnel) => string[];
}

/** The name of charon's process, as the kernel has it. */
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

/** The slowest of several: no tunnel is given up before its time. */
export const slowest = (tunnels: readonly NodeTunnel[]): DpdTimers => ({
  delaySeconds: Math.max(...tunnels.map(({ dpd }) => dpd.delaySeconds)),
  retransmitSeconds: Math.max(...tunnels.map(({ dpd }) => dpd.retransmitSeconds)),
  retransmitTries: Math.max(...tunnels.map(({ dpd }) => dpd.retransmitTries)),
});

/** Charon answers on its vici socket; the script gives up after 5 s rather than wait for ever. */
export const waitForSocket = (charon: Pick<Charon, 'viciSocket'>): string =>
  `wait_for 'charon on ${charon.viciSocket}' test -S ${charon.viciSocket}`;
