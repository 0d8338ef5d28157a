import { ancestorsOf, prefixLength } from '../../base/addresses.ts';
import { azureBgp, isApipa } from '../../definition/azure/bgp.ts';
import {
  configuredSessionsAt,
  type LocalSession,
  type LocalTunnel,
  pointToSiteAt,
  tunnelsAt,
} from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { InstanceNode } from '../../topology/topology-node.ts';
import {
  bgpPreamble,
  type FrrConf,
  frrConf,
  indent,
  mostPaths,
  neighborLines,
  passedOn,
  peersOnlyOverTheirWire,
  tunnelPrefixes,
  tunnelRoutes,
} from './frr.ts';
import { prefixList } from './prefix-list.ts';

/**
 * FRR of a gateway instance. It advertises the virtual network's prefixes to every device, and passes learned
 * routes to its sibling and to the platform with itself as next hop. It does not accept its own prefixes. It accepts a
 * default route and prefixes around its own, and does not pass them on to other peers (VPN Gateway FAQ).
 */
export function instanceFrr(instance: InstanceNode, topology: Topology): FrrConf {
  const sessions = configuredSessionsAt(topology, instance.name);
  const tunnels = tunnelsAt(topology, instance.name);
  const pool = pointToSiteAt(topology, instance.name)?.addressPool ?? [];
  const peers = peersOf(tunnels);
  return frrConf(instance.name, {
    sessions,
    mgmtd: peersOnlyOverTheirWire,
    staticd: tunnelRoutes(tunnels),
    bgpd: [
      ...tunnelPrefixes(tunnels),
      ...peerRoutes(peers),
      ...clientRoutes(pool),
      ...prefixLists(instance, pool),
      ...firstApipa(sessions),
      ...bgpPreamble(instance.asn, instance.privateAddress, topology),
      ' ! The rule about peers in mgmtd.conf would also reject the routes of the networks below.',
      ' no bgp network import-check',
      ...indent(sessions.flatMap((session) => neighborLines(session, instance.asn))),
      ' !',
      ' address-family ipv4 unicast',
      ...indent(
        [...instance.virtualNetworkPrefixes, ...pool].map((prefix) => `network ${prefix}`),
        2,
      ),
      ...indent(passedOn(tunnels), 2),
      ...indent(peers.length > 0 ? ['redistribute connected route-map peers'] : [], 2),
      ...indent(pool.length > 0 ? ['redistribute kernel route-map clients'] : [], 2),
      ...indent(
        sessions.flatMap((session) => policyLines(session, peers)),
        2,
      ),
      `  maximum-paths ${mostPaths}`,
      ' exit-address-family',
      ...indent(sessions.flatMap(onlyUseful)),
      'exit',
    ],
  });
}

/**
 * The devices with BGP, and their addresses inside their tunnels. Azure announces each to the other devices (recorded: What
 * The Hack, CSR), and no link-local one, as nobody could use it.
 */
const peersOf = (tunnels: readonly LocalTunnel[]): Peer[] =>
  tunnels.flatMap(({ tunnel: { bgp }, remote: { name, side, innerAddress } }) =>
    bgp && side === 'device' && !isApipa(innerAddress) ? [{ name, address: innerAddress }] : [],
  );

interface Peer {
  readonly name: string;
  readonly address: string;
}

/** While the tunnel of a peer is up, the instance has a connected route to its address. */
function peerRoutes(peers: readonly Peer[]): string[] {
  if (peers.length === 0) return [];
  return [
    "! The peers' own addresses, each while its tunnel is up. A peer does not get its own.",
    ...peers.flatMap(({ name, address }) => [
      ...prefixList(`address-of-${name}`, [`permit ${address}/32`]),
      `route-map to-${name} deny 10`,
      ` match ip address prefix-list address-of-${name}`,
      'exit',
      `route-map to-${name} permit 20`,
      'exit',
    ]),
    ...prefixList(
      'peers',
      peers.map(({ address }) => `permit ${address}/32`),
    ),
    'route-map peers permit 10',
    ' match ip address prefix-list peers',
    ' set origin igp',
    'exit',
    '!',
  ];
}

/**
 * A connected client has its own kernel route, so that its address leads to the instance to which it is connected. The
 * devices get the pool as a whole, whoever is connected (azure-docs#100752).
 */
function clientRoutes(addressPool: readonly string[]): string[] {
  if (addressPool.length === 0) return [];
  return [
    '! Clients, each while it is connected, for the virtual network and the sibling.',
    ...prefixList(
      'clients',
      addressPool.map((prefix) => `permit ${insideOf(prefix)}`),
    ),
    'route-map clients permit 10',
    ' match ip address prefix-list clients',
    ' set origin igp',
    'exit',
    '!',
  ];
}

const insideOf = (prefix: string): string => `${prefix} ge ${prefixLength(prefix) + 1} le 32`;

function prefixLists({ virtualNetworkPrefixes }: InstanceNode, pool: readonly string[]): string[] {
  const notItsOwn = [...virtualNetworkPrefixes.map((prefix) => `deny ${prefix} le 32`), everything];
  return [
    '! A device may not announce the virtual network or a part of it.',
    ...prefixList('from-device', notItsOwn),
    '! A prefix around the virtual network, as the default route is, is accepted and not passed on to other peers.',
    ...prefixList('to-device', [
      ...aroundOf(virtualNetworkPrefixes).map((prefix) => `deny ${prefix}`),
      ...pool.map((prefix) => `deny ${insideOf(prefix)}`),
      everything,
    ]),
    '! The platform knows its own prefixes.',
    ...prefixList('to-platform', notItsOwn),
    '!',
  ];
}

/** The prefixes that contain one of these, and are none of them. */
function aroundOf(prefixes: readonly string[]): string[] {
  const own = new Set(prefixes);
  return [...new Set(prefixes.flatMap(ancestorsOf))].filter((prefix) => !own.has(prefix));
}

const everything = 'permit 0.0.0.0/0 le 32';

/** The route map with which an instance announces its first APIPA address over a session with another one. */
function firstApipa(sessions: readonly LocalSession[]): string[] {
  const [nextHop] = sessions.flatMap(({ local }) => local.nextHop ?? []);
  if (nextHop === undefined) return [];
  return [
    '! Whichever APIPA address a session has, the next hop is the first one.',
    'route-map first-apipa permit 10',
    ` set ip next-hop ${nextHop}`,
    'exit',
    '!',
  ];
}

function policyLines({ kind, local, remote }: LocalSession, peers: readonly Peer[]): string[] {
  const neighbor = `neighbor ${remote.address}`;
  switch (kind) {
    case 'tunnel':
      return [
        `${neighbor} prefix-list from-device in`,
        `${neighbor} prefix-list to-device out`,
        ...(local.nextHop === undefined ? [] : [`${neighbor} route-map first-apipa out`]),
        ...peers
          .filter(({ address }) => address === remote.address)
          .map(({ name }) => `${neighbor} route-map to-${name} out`),
        `${neighbor} maximum-prefix ${azureBgp.prefixLimit.value}`,
      ];
    case 'platform':
      return [`${neighbor} next-hop-self`, `${neighbor} prefix-list to-platform out`];
    default:
      return [`${neighbor} next-hop-self`];
  }
}

/** A recorded gateway does not send a peer what has the peer's ASN in its path. The peer would drop it. */
const onlyUseful = ({ kind, remote }: LocalSession): string[] =>
  kind === 'tunnel' ? [`neighbor ${remote.address} sender-as-path-loop-detection`] : [];
