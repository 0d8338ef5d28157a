import { ancestorsOf } from '../../base/addresses.ts';
import { azureBgp } from '../../definition/azure/bgp.ts';
import { configuredSessionsAt, type LocalSession, pointToSiteAt, tunnelsAt } from '../../topology/find.ts';
import type { InstanceNode, Topology } from '../../topology/topology.ts';
import {
  anyPathOfEqualLength,
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
  const clients = pointToSiteAt(topology, instance.name);
  return frrConf(instance.name, {
    sessions,
    mgmtd: peersOnlyOverTheirWire,
    staticd: tunnelRoutes(tunnels),
    bgpd: [
      ...tunnelPrefixes(tunnels),
      ...clientRoutes(clients?.addressPool ?? []),
      ...prefixLists(instance),
      ...firstApipa(sessions),
      ...bgpPreamble(instance.asn, instance.privateAddress, topology),
      ' ! The rule about peers in mgmtd.conf would also reject the routes of the networks below.',
      ' no bgp network import-check',
      ...anyPathOfEqualLength,
      ...indent(sessions.flatMap((session) => neighborLines(session, instance.asn))),
      ' !',
      ' address-family ipv4 unicast',
      ...indent(
        instance.virtualNetworkPrefixes.map((prefix) => `network ${prefix}`),
        2,
      ),
      ...indent([...passedOn(tunnels), ...(clients ? ['redistribute kernel route-map clients'] : [])], 2),
      ...indent(sessions.flatMap(policyLines), 2),
      `  maximum-paths ${mostPaths}`,
      ' exit-address-family',
      ...indent(sessions.flatMap(onlyUseful)),
      'exit',
    ],
  });
}

/**
 * A connected client has its own kernel route, so that its address leads to the instance to which it is connected.
 */
function clientRoutes(addressPool: readonly string[]): string[] {
  if (addressPool.length === 0) return [];
  return [
    '! Clients, each while it is connected.',
    ...prefixList(
      'clients',
      addressPool.map((prefix) => `permit ${prefix} le 32`),
    ),
    'route-map clients permit 10',
    ' match ip address prefix-list clients',
    'exit',
    '!',
  ];
}

function prefixLists({ virtualNetworkPrefixes }: InstanceNode): string[] {
  const notItsOwn = [...virtualNetworkPrefixes.map((prefix) => `deny ${prefix} le 32`), everything];
  return [
    '! A device may not announce the virtual network or a part of it.',
    ...prefixList('from-device', notItsOwn),
    '! A prefix around the virtual network, as the default route is, is accepted and not passed on to other peers.',
    ...prefixList('to-device', [
      ...aroundOf(virtualNetworkPrefixes).map((prefix) => `deny ${prefix}`),
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

function policyLines({ kind, local, remote }: LocalSession): string[] {
  const neighbor = `neighbor ${remote.address}`;
  switch (kind) {
    case 'tunnel':
      return [
        `${neighbor} prefix-list from-device in`,
        `${neighbor} prefix-list to-device out`,
        ...(local.nextHop === undefined ? [] : [`${neighbor} route-map first-apipa out`]),
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
