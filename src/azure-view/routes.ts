import { prefixLength } from '../base/addresses.ts';
import type { VirtualNetworkGateway } from '../definition/definition.ts';
import { sessionsAt } from '../topology/find.ts';
import type { AzureLab } from './azure-lab.ts';
import type { AzureObject } from './azure-value.ts';
import { type ActingInstance, actingInstances } from './gateways.ts';
import type { SpeakerPath } from './speaker.ts';

/** Every route of a VPN gateway has this weight in Azure's lists. */
const weight = 32768;

/** The peer of a path that FRR has made itself. */
const ownPath = '(unspec)';

/**
 * `az network vnet-gateway list-learned-routes`: all paths of each instance, one list after the other. Its own prefixes
 * have the origin Network and no next hop.
 */
export function learnedRoutes(lab: AzureLab, gateway: VirtualNetworkGateway): AzureObject {
  return { value: actingInstances(lab, gateway).flatMap((instance) => learnedBy(lab, instance)) };
}

function learnedBy({ topology }: AzureLab, { node, speaker, bgpAddress }: ActingInstance): AzureObject[] {
  const peers = new Map(
    sessionsAt(topology, node.name).flatMap(({ kind, remote }) =>
      kind === 'tunnel' || kind === 'sibling' ? [[remote.address, kind] as const] : [],
    ),
  );
  const originOf = ({ peerId }: SpeakerPath) => {
    if (peerId === ownPath) return 'Network';
    const kind = peers.get(peerId);
    return kind && (kind === 'tunnel' ? 'EBgp' : 'IBgp');
  };
  const isOwn = (prefix: string) => node.virtualNetworkPrefixes.includes(prefix);
  const places = [...new Set(speaker.paths.map(({ network }) => network))];
  return speaker.paths
    .flatMap((path) => {
      const origin = originOf(path);
      // What the sibling says about the virtual network itself is in none of Azure's lists.
      return !path.valid || origin === undefined || (origin === 'IBgp' && isOwn(path.network))
        ? []
        : [{ path, origin }];
    })
    .sort(
      (a, b) =>
        rank(a.path.network) - rank(b.path.network) ||
        places.indexOf(a.path.network) - places.indexOf(b.path.network) ||
        order(a.origin) - order(b.origin),
    )
    .map(({ path, origin }) => ({
      localAddress: bgpAddress,
      network: path.network,
      nextHop: origin === 'Network' ? undefined : path.nexthops[0]?.ip,
      sourcePeer: origin === 'Network' ? bgpAddress : path.peerId,
      origin,
      asPath: asPathOf(path.path),
      weight,
    }));

  /** The virtual network, then single addresses, which are those of peers, then the rest. */
  function rank(prefix: string): number {
    if (isOwn(prefix)) return 0;
    return prefixLength(prefix) === 32 ? 1 : 2;
  }
}

const order = (origin: string): number => ['Network', 'EBgp', 'IBgp'].indexOf(origin);

/**
 * `az network vnet-gateway list-advertised-routes --peer`: what each instance that has this peer advertises to it, with
 * its own BGP address as the next hop and its own ASN in front of the path.
 */
export function advertisedRoutes(lab: AzureLab, gateway: VirtualNetworkGateway, peer: string): AzureObject {
  const value = actingInstances(lab, gateway).flatMap(({ node, speaker, bgpAddress }) => {
    const session = sessionsAt(lab.topology, node.name).find(({ remote }) => remote.address === peer);
    if (!session || session.kind === 'platform') return [];
    const { kind, local } = session;
    return speaker.advertised.map(({ network, path, origin }) => ({
      localAddress: bgpAddress,
      network,
      nextHop: local.address,
      origin: originWord(origin),
      asPath: asPathOf(kind === 'tunnel' ? `${node.asn} ${path}` : path),
      weight: 0,
    }));
  });
  return { value };
}

/** FRR says IGP, EGP or incomplete. */
const originWord = (origin: string): string => origin.charAt(0).toUpperCase() + origin.slice(1).toLowerCase();

/** `65011-65021` */
const asPathOf = (path: string): string => path.trim().replaceAll(' ', '-');
