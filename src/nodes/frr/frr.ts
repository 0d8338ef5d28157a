import { mostTunnels } from '../../definition/azure/skus.ts';
import { devicesOf, type LocalSession, type LocalTunnel } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { TunnelEnd } from '../../topology/tunnel.ts';
import { prefixList } from './prefix-list.ts';
import { staticRoutesInto } from './static-routes.ts';

/** Equal paths that a router uses at once: one for each tunnel that a gateway can have. FRR takes up to 256. */
export const mostPaths = mostTunnels;

/**
 * The daemons of FRR: BGP, static routes, BFD, zebra, which talks to the kernel, and mgmtd, from which zebra and staticd
 * get a part of their configuration (start-frr.ts).
 */
export type FrrDaemon = 'mgmtd' | 'zebra' | 'staticd' | 'bgpd' | 'bfdd';

/** FRR's configuration: what each daemon reads. mgmtd, staticd and bfdd are there only if they have work. */
export type FrrConf = ReadonlyMap<FrrDaemon, string>;

interface Sections {
  /** Lines of mgmtd: by which routes a peer may be reached. */
  readonly mgmtd?: readonly string[];
  /** Lines of staticd; none: it is not started. */
  readonly staticd?: readonly string[];
  readonly bgpd: readonly string[];
  readonly sessions: readonly LocalSession[];
}

/** The configuration of a router with BGP. */
export function frrConf(hostname: string, { mgmtd = [], staticd = [], bgpd, sessions }: Sections): FrrConf {
  const bfdd = bfdSection(sessions);
  const preamble = ['frr defaults traditional', `hostname ${hostname}`, 'log syslog informational', '!'];
  return new Map([
    ...(mgmtd.length > 0 ? [['mgmtd', text([...preamble, ...mgmtd])] as const] : []),
    ['zebra', text([...preamble, ...plainRoutes])],
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
  "! zebra 10 may see a wire's route in the kernel before the address that it comes from, and takes it for the kernel's.",
  'route-map own-wire permit 20',
  ' match source-protocol kernel',
  'exit',
  'ip nht bgp route-map own-wire',
  '! Nor is a next hop behind the default route: FRR 10 would send what belongs into a tunnel that is down there.',
  'no ip nht resolve-via-default',
  '!',
];

/**
 * The `neighbor` lines of every session.
 *
 * @param asn of the router: in a session in which it has another one, it speaks as of that
 */
export function neighborLines({ local, remote, kind, bfd }: LocalSession, asn: number): string[] {
  const { keepaliveSeconds, holdSeconds, connectRetrySeconds } = local.timers;
  const neighbor = `neighbor ${remote.address}`;
  return [
    `${neighbor} remote-as ${remote.asn}`,
    ...(local.asn === asn ? [] : [`${neighbor} local-as ${local.asn} no-prepend replace-as`]),
    `${neighbor} description ${remote.name}`,
    `${neighbor} timers ${keepaliveSeconds} ${holdSeconds}`,
    `${neighbor} timers connect ${connectRetrySeconds}`,
    ...(kind === 'tunnel'
      ? [`${neighbor} ebgp-multihop 5`, `${neighbor} update-source ${local.address}`]
      : []),
    ...(local.passive ? [`${neighbor} passive`] : []),
    ...(bfd ? [`${neighbor} bfd`] : []),
  ];
}

/** Whether devices of one site have different ASNs, so that equal paths lead through different ones. */
const hasMixedSite = (topology: Topology): boolean => {
  const devices = devicesOf(topology);
  return devices.some(({ site, asn }) => devices.some((other) => other.site === site && other.asn !== asn));
};

/** Whether two sites announce the same prefix. FRR would use the paths to only one of them, if their ASNs differ. */
function haveCommonPrefix({ nodes }: Topology): boolean {
  const prefixes = nodes.flatMap((node) => (node.role === 'site' ? node.prefixes : []));
  return new Set(prefixes).size < prefixes.length;
}

/** The `router bgp` lines of every speaker, with the settings of a careful engineer. */
export function bgpPreamble(
  asn: number,
  routerId: string,
  topology: Topology,
  gracefulRestart = false,
): string[] {
  return [
    `router bgp ${asn}`,
    ` bgp router-id ${routerId}`,
    ' bgp log-neighbor-changes',
    ' ! A peer with an unreachable address is down at once, not when the hold time ends.',
    ' bgp fast-convergence',
    ...(gracefulRestart
      ? [' bgp graceful-restart']
      : [
          ' ! A restarted peer starts from nothing; traffic does not wait for it.',
          ' bgp graceful-restart-disable',
        ]),
    ' no bgp ebgp-requires-policy',
    ...(hasMixedSite(topology) || haveCommonPrefix(topology)
      ? [
          ' ! Paths of the same length through different ASNs are equal.',
          ' bgp bestpath as-path multipath-relax',
        ]
      : []),
    ' coalesce-time 0',
  ];
}

/**
 * Lines of staticd: routes into tunnels. Their next hop is the far end, whose address exists only while the tunnel is up,
 * so the routes follow its state. Beside BGP they serve only while no such route is learned.
 */
export function tunnelRoutes(tunnels: readonly LocalTunnel[]): string[] {
  const routes = tunnels.flatMap(staticRoutesInto);
  const backups = tunnels.flatMap(({ local: { backupRoutes = [] }, remote, peerAddress }) =>
    backupRoutes
      .filter((prefix) => prefix !== ownPrefix(remote))
      .map((prefix) => `ip route ${prefix} ${peerAddress} ${afterBgp}`),
  );
  return [
    ...(routes.length === 0 ? [] : ['! Through the tunnels without BGP, while they are up.', ...routes]),
    ...(backups.length === 0
      ? []
      : ['! The prefixes of local network gateways beside BGP, after whatever BGP has learned.', ...backups]),
  ];
}

/** An administrative distance: routes of iBGP have 200. */
const afterBgp = 210;

/** The prefix of a peer's BGP address, to which a tunnel that is up has a route anyway. */
const ownPrefix = ({ innerAddress }: TunnelEnd): string => `${innerAddress}/32`;

/**
 * Lines of bgpd: the prefixes of {@link tunnelRoutes}, which {@link passedOn} passes on. bgpd prefers what it passes on
 * from others to what it learns, so a route beside BGP is made the last choice.
 *
 * @param localPreference of the routes through tunnels without BGP; absent: BGP's own default
 */
export function tunnelPrefixes(tunnels: readonly LocalTunnel[], localPreference?: number): string[] {
  return [
    ...passingOn(
      '! The routes through the tunnels without BGP.',
      'through-tunnels',
      tunnels.flatMap(({ local }) => local.staticRoutes),
      localPreference === undefined ? [] : [` set local-preference ${localPreference}`],
    ),
    ...passingOn(
      '! The prefixes of local network gateways beside BGP; a learned route to the same prefix is better.',
      'beside-bgp',
      tunnels.flatMap(({ local }) => local.backupRoutes ?? []),
      [' set weight 0', ' set local-preference 50'],
    ),
  ];
}

/** Entries of the route map of {@link passedOn}, for prefixes of one kind. */
function passingOn(
  comment: string,
  list: 'through-tunnels' | 'beside-bgp',
  prefixes: readonly string[],
  lines: readonly string[] = [],
): string[] {
  if (prefixes.length === 0) return [];
  return [
    comment,
    ...prefixList(
      list,
      [...new Set(prefixes)].map((prefix) => `permit ${prefix}`),
    ),
    `route-map through-tunnels permit ${list === 'beside-bgp' ? 20 : 10}`,
    ` match ip address prefix-list ${list}`,
    ' set origin igp',
    ...lines,
    'exit',
    '!',
  ];
}

/** Passes the routes of {@link tunnelRoutes} on. */
export const passedOn = (tunnels: readonly LocalTunnel[]): string[] =>
  tunnels.some(({ local }) => local.staticRoutes.length > 0 || local.backupRoutes)
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
