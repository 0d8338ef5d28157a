import { mostTunnels } from '../../definition/azure/skus.ts';
import type { LocalSession, LocalTunnel } from '../../topology/find.ts';
import { prefixList } from './prefix-list.ts';

/** Equal paths that a router uses at once: one for each tunnel that a gateway can have. FRR takes up to 256. */
export const mostPaths = mostTunnels;

/** The daemons of FRR: BGP, static routes, BFD, and zebra, which talks to the kernel. */
export type FrrDaemon = 'zebra' | 'staticd' | 'bgpd' | 'bfdd';

/** FRR's configuration: what each daemon reads. staticd and bfdd are there only if they have work. */
export type FrrConf = ReadonlyMap<FrrDaemon, string>;

/** The files of a configuration, by their paths. */
export const frrFiles = (conf: FrrConf): (readonly [string, string])[] =>
  [...conf].map(([daemon, content]) => [fileOf(daemon), content] as const);

/**
 * Lines that start FRR. Every daemon reads its own file, and returns when it is ready (`-d`). After `vtysh -b` bgpd
 * would refuse all sessions for another second. Without watchfrr, a daemon that dies stays dead, and its death is
 * observed.
 */
export function startFrr(daemons: readonly FrrDaemon[]): string[] {
  return [
    'install -d /run/frr',
    'chown frr:frr /run/frr',
    ...daemons.map(startFrrDaemon),
    "# For charon's script, which keeps no right but that to change the network.",
    'chgrp root /run/frr/zebra.vty',
  ];
}

/** Starts a daemon with its configuration. */
export const startFrrDaemon = (daemon: FrrDaemon): string =>
  `/usr/lib/frr/${daemon} -d -A 127.0.0.1 -f ${fileOf(daemon)}`;

const fileOf = (daemon: FrrDaemon): string => `/etc/frr/${daemon}.conf`;

interface Sections {
  /** Lines of zebra: what happens to routes on their way to the kernel, and which of them a peer may be reached by. */
  readonly zebra?: readonly string[];
  /** Lines of staticd; none: it is not started. */
  readonly staticd?: readonly string[];
  readonly bgpd: readonly string[];
  readonly sessions: readonly LocalSession[];
}

/** The configuration of a router with BGP. */
export function frrConf(hostname: string, { zebra = [], staticd = [], bgpd, sessions }: Sections): FrrConf {
  const bfdd = bfdSection(sessions);
  const preamble = ['frr defaults traditional', `hostname ${hostname}`, 'log syslog informational', '!'];
  return new Map([
    ['zebra', text([...preamble, ...plainRoutes, ...zebra])],
    ...(staticd.length > 0 ? [['staticd', text([...preamble, ...staticd])] as const] : []),
    ['bgpd', text([...preamble, ...policiesAtOnce, ...bgpd])],
    ...(bfdd.length > 0 ? [['bfdd', text([...preamble, ...bfdd])] as const] : []),
  ] as const);
}

const plainRoutes: readonly string[] = [
  '! Plain multipath routes: the agent then sees every change of a next hop as a route event.',
  'no zebra nexthop kernel enable',
  '!',
];

const policiesAtOnce: readonly string[] = [
  '! Apply policies at once; otherwise bgpd lets its peers wait for 5 s.',
  'bgp route-map delay-timer 0',
  '!',
];

/**
 * Without this, a peer whose tunnel died would count as reachable through the prefix that its sibling announces, and
 * its session would last until the hold time ends.
 */
export const peersOnlyOverTheirWire: readonly string[] = [
  '! A peer is reached through its own tunnel or wire, never through a route that BGP learned.',
  'route-map own-wire permit 10',
  ' match source-protocol connected',
  'exit',
  'ip nht bgp route-map own-wire',
  '!',
];

/** The `neighbor` lines of every session. */
export function neighborLines({ local, remote, kind, bfd }: LocalSession): string[] {
  const { keepaliveSeconds, holdSeconds, connectRetrySeconds } = local.timers;
  const neighbor = `neighbor ${remote.address}`;
  return [
    `${neighbor} remote-as ${remote.asn}`,
    `${neighbor} description ${remote.name}`,
    `${neighbor} timers ${keepaliveSeconds} ${holdSeconds}`,
    `${neighbor} timers connect ${connectRetrySeconds}`,
    ...(kind === 'tunnel'
      ? [`${neighbor} ebgp-multihop 5`, `${neighbor} update-source ${local.address}`]
      : []),
    ...(local.interface === undefined ? [] : [`${neighbor} update-source ${local.interface}`]),
    ...(local.passive ? [`${neighbor} passive`] : []),
    ...(bfd ? [`${neighbor} bfd`] : []),
  ];
}

/** The `router bgp` lines of every speaker, with the settings of a careful engineer. */
export function bgpPreamble(asn: number, routerId: string): string[] {
  return [
    `router bgp ${asn}`,
    ` bgp router-id ${routerId}`,
    ' bgp log-neighbor-changes',
    ' ! A peer with an unreachable address is down at once, not when the hold time ends.',
    ' bgp fast-convergence',
    ' ! A restarted peer starts from nothing; traffic does not wait for it.',
    ' bgp graceful-restart-disable',
    ' no bgp ebgp-requires-policy',
    ' coalesce-time 0',
  ];
}

/**
 * Lines of staticd: routes into tunnels without BGP. Their next hop is the far end, whose address exists only while the
 * tunnel is up, so the routes follow its state.
 */
export function tunnelRoutes(tunnels: readonly LocalTunnel[]): string[] {
  const routes = tunnels.flatMap(({ local, remote }) =>
    local.staticRoutes.map((prefix) => `ip route ${prefix} ${remote.innerAddress}`),
  );
  return routes.length === 0 ? [] : ['! Through the tunnels without BGP, while they are up.', ...routes];
}

/** Lines of bgpd: the prefixes of {@link tunnelRoutes}, which {@link passedOn} passes on. */
export function tunnelPrefixes(tunnels: readonly LocalTunnel[]): string[] {
  const prefixes = [...new Set(tunnels.flatMap(({ local }) => local.staticRoutes))];
  if (prefixes.length === 0) return [];
  return [
    '! The routes through the tunnels without BGP.',
    ...prefixList(
      'through-tunnels',
      prefixes.map((prefix) => `permit ${prefix}`),
    ),
    'route-map through-tunnels permit 10',
    ' match ip address prefix-list through-tunnels',
    'exit',
    '!',
  ];
}

/** Passes the routes of {@link tunnelRoutes} on. */
export const passedOn = (tunnels: readonly LocalTunnel[]): string[] =>
  tunnels.some(({ local }) => local.staticRoutes.length > 0)
    ? ['redistribute static route-map through-tunnels']
    : [];

/** Lines of bfdd: probes to every neighbour whose session has BFD. */
function bfdSection(sessions: readonly LocalSession[]): string[] {
  const probed = sessions.flatMap(({ remote, bfd }) => (bfd ? [{ remote, bfd }] : []));
  if (probed.length === 0) return [];
  return [
    '! Log every change of a BFD session; for bfdd that is debugging.',
    'log syslog debugging',
    'debug bfd peer',
    'bfd',
    ...probed.flatMap(({ remote, bfd: { intervalMs, threshold } }) => [
      ` peer ${remote.address}`,
      `  detect-multiplier ${threshold}`,
      `  receive-interval ${intervalMs}`,
      `  transmit-interval ${intervalMs}`,
      ' exit',
    ]),
    'exit',
    '!',
  ];
}

export const indent = (lines: readonly string[], depth = 1): string[] =>
  lines.map((line) => ' '.repeat(depth) + line);

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
