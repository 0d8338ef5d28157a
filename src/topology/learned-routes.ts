import { usualLocalPreference } from '../definition/device-routing.ts';
import type { Destination } from './destinations.ts';
import { devicesOf, instancesOf, type LocalTunnel, oncePerPair, tunnelsAt } from './find.ts';
import { gatewaySubnetPort } from './gateway-subnet-port.ts';
import type { NextHop } from './next-hop.ts';
import type { Topology } from './topology.ts';
import type { DeviceNode, InstanceNode, SiteNode, VirtualNetworkNode } from './topology-node.ts';
import type { TunnelEnd } from './tunnel.ts';

/** A BGP speaker with tunnels: an instance, a whole active-standby gateway, a device, or a pair of them. */
export interface Speaker {
  readonly nodes: readonly string[];
  readonly asn: number;
  readonly router: VirtualNetworkNode | SiteNode;
  readonly tunnels: readonly LocalTunnel[];
  /** Next hops to this speaker from the router behind it, one for each of its nodes. */
  readonly ports: readonly NextHop[];
  /** Next hop to this speaker from the other instance of its gateway. */
  readonly fromSibling?: NextHop;
  readonly gateway?: string;
  readonly asPathPrepend: number;
  /** Of what it learns through its tunnels. */
  readonly localPreference: number;
  /** Of the prefixes behind it, those that it announces; absent: all. */
  readonly announces?: readonly string[];
  /** Equal paths of BGP that it uses at once; absent: all. */
  readonly maximumPaths?: number;
}

/** The way from a speaker to a destination. */
export interface LearnedRoute {
  /** AS path; empty for a static route. */
  readonly path: readonly number[];
  /** BGP's local preference, which decides before the path. */
  readonly preference: number;
  readonly nextHops: readonly NextHop[];
  readonly prefixes: readonly string[];
  readonly viaSibling: boolean;
}

function speakers(topology: Topology): Speaker[] {
  const routers = topology.nodes.filter((node) => node.role === 'virtual-network' || node.role === 'site');
  const routerOf = ({ interfaces }: InstanceNode | DeviceNode) =>
    routers.find(({ name }) => interfaces.some(({ attachedTo }) => attachedTo.node === name));
  const portOf = ({ interfaces }: InstanceNode | DeviceNode, router: string): NextHop[] =>
    interfaces
      .filter(({ attachedTo }) => attachedTo.node === router)
      .map(({ address, attachedTo }) => ({ gateway: address, interface: attachedTo.bridge }));
  const instances = instancesOf(topology);
  const devices = devicesOf(topology);
  const ends = topology.tunnels.flatMap((tunnel) => tunnel.ends);
  const isShared = (name: string) => ends.some(({ nodes }) => nodes.length > 1 && nodes.includes(name));
  // The instances of an active-standby gateway are one speaker: only one of them has tunnels and routes at a time; so are two devices of a pair.
  const groups = [
    ...instances.filter(({ name }) => !isShared(name)).map((instance) => [instance]),
    ...[...new Set(instances.filter(({ name }) => isShared(name)).map(({ gateway }) => gateway))].map(
      (gateway) => instances.filter((instance) => instance.gateway === gateway),
    ),
    ...oncePerPair(devices).map((device) =>
      devices.filter(({ name }) => name === device.name || device.pair?.nodes.includes(name)),
    ),
  ];
  return groups.flatMap((members): Speaker[] => {
    const [first] = members;
    const router = first && routerOf(first);
    if (!first || !router) return [];
    return [
      {
        nodes: members.map(({ name }) => name),
        asn: first.asn,
        router,
        tunnels: tunnelsAt(topology, first.name).filter(({ local }) => local.nodes.includes(first.name)),
        ports: members.flatMap((member) => portOf(member, router.name)),
        ...(first.role === 'instance' &&
          members.length === 1 && {
            fromSibling: { gateway: first.privateAddress, interface: gatewaySubnetPort },
          }),
        ...(first.role === 'instance' && { gateway: first.gateway }),
        ...(first.role === 'device'
          ? policyOf(first)
          : { asPathPrepend: 0, localPreference: usualLocalPreference }),
      },
    ];
  });
}

function policyOf({
  asPathPrepend,
  localPreference = usualLocalPreference,
  announces,
  maximumPaths,
}: DeviceNode) {
  return {
    asPathPrepend,
    localPreference,
    ...(announces && { announces }),
    ...(maximumPaths !== undefined && { maximumPaths }),
  };
}

/** The speakers of a topology, and how they are connected. */
export interface SpeakerNetwork {
  readonly all: readonly Speaker[];
  /** The speaker that has an end of a tunnel. */
  readonly at: ReadonlyMap<TunnelEnd, Speaker>;
  /** The speaker at the other instance of its gateway. */
  readonly siblings: ReadonlyMap<Speaker, Speaker>;
}

export function speakerNetwork(topology: Topology): SpeakerNetwork {
  const all = speakers(topology);
  const at = new Map<TunnelEnd, Speaker>();
  for (const speaker of all) {
    for (const { local } of speaker.tunnels) if (!at.has(local)) at.set(local, speaker);
  }
  const siblings = new Map(
    all.flatMap((speaker): [Speaker, Speaker][] => {
      const { gateway } = speaker;
      if (gateway === undefined) return [];
      const sibling = all.find((other) => other !== speaker && other.gateway === gateway);
      return sibling ? [[speaker, sibling]] : [];
    }),
  );
  return { all, at, siblings };
}

/**
 * The way from every speaker to a destination after convergence. Static routes take precedence over BGP. BGP uses all
 * shortest AS paths, and prefers a speaker's own paths to its sibling's. A virtual network passes on the routes that it
 * learned, but for those that it holds back; a site passes on none.
 */
export function learnedRoutes(network: SpeakerNetwork, destination: Destination): Map<Speaker, LearnedRoute> {
  let learned = new Map<Speaker, LearnedRoute>();
  // No shortest path has more hops than there are speakers.
  for (let round = 0; round <= network.all.length; round++) {
    const before = learned;
    const own = new Map(
      network.all.flatMap((speaker) => entry(speaker, throughTunnels(speaker, network, before, destination))),
    );
    learned = new Map(network.all.flatMap((speaker) => entry(speaker, withSibling(speaker, network, own))));
    if (areSame(before, learned)) break;
  }
  return learned;
}

const entry = (speaker: Speaker, route: LearnedRoute | undefined): [Speaker, LearnedRoute][] =>
  route ? [[speaker, route]] : [];

type Learned = ReadonlyMap<Speaker, LearnedRoute>;

/** Whether a round changed nothing. */
export const areSame = (before: Learned, after: Learned): boolean =>
  before.size === after.size &&
  [...after].every(([speaker, route]) => {
    const earlier = before.get(speaker);
    return (
      earlier !== undefined &&
      textOf(earlier) === textOf(route) &&
      arePrefixesSame(earlier.prefixes, route.prefixes)
    );
  });

/** What a round can change, besides the prefixes. */
const textOf = ({ path, preference, nextHops, viaSibling }: LearnedRoute): string =>
  JSON.stringify([path, preference, nextHops, viaSibling]);

/** Most routes have their destination's own list, so that no prefix of a long one is looked at. */
const arePrefixesSame = (some: readonly string[], others: readonly string[]): boolean =>
  some === others ||
  (some.length === others.length && some.every((prefix, index) => prefix === others[index]));

function throughTunnels(
  speaker: Speaker,
  { at }: SpeakerNetwork,
  learned: Learned,
  destination: Destination,
): LearnedRoute | undefined {
  if (destination.routers.has(speaker.router)) return undefined;
  const offers = speaker.tunnels.flatMap((tunnel): Offer[] => {
    const peer = at.get(tunnel.remote);
    const { rank = 0 } = tunnel.local;
    const nextHops = [{ gateway: tunnel.peerAddress, interface: tunnel.interface }];
    if (!tunnel.tunnel.bgp) {
      const prefixes = commonPrefixes(destination.prefixes, tunnel.local.staticRoutes);
      const preference = speaker.localPreference;
      return prefixes.length > 0
        ? [{ rank, route: { path: [], preference, nextHops, prefixes, viaSibling: false } }]
        : [];
    }
    if (tunnel.tunnel.called !== undefined) return [];
    const offer = peer && offeredBy(peer, tunnel.remote, learned, destination);
    if (!offer || offer.path.includes(speaker.asn)) return [];
    const preference = speaker.localPreference - rank;
    return [{ rank, route: { ...offer, preference, nextHops, viaSibling: false } }];
  });
  const [first, ...others] = offers.toSorted(better);
  if (!first) return undefined;
  const best = [first, ...others.filter((offer) => better(first, offer) === 0)];
  return { ...first.route, nextHops: best.flatMap(({ route }) => route.nextHops) };
}

/** A route through one tunnel. */
interface Offer {
  readonly rank: number;
  readonly route: LearnedRoute;
}

/** Static routes before BGP, then the device's preference, then the shortest AS path. */
const better = (one: Offer, other: Offer): number =>
  Math.sign(one.route.path.length) - Math.sign(other.route.path.length) ||
  one.rank - other.rank ||
  one.route.path.length - other.route.path.length;

/** Those of the prefixes that are also in the other list. */
export function commonPrefixes(prefixes: readonly string[], others: readonly string[]): readonly string[] {
  if (prefixes === others) return prefixes;
  const known = new Set(others);
  return prefixes.filter((prefix) => known.has(prefix));
}

function offeredBy(
  peer: Speaker,
  { rank = 0 }: TunnelEnd,
  learned: Learned,
  { routers, prefixes, heldBack }: Destination,
): Pick<LearnedRoute, 'path' | 'prefixes'> | undefined {
  const ownAsn = Array.from({ length: 1 + peer.asPathPrepend + rank }, () => peer.asn);
  if (routers.has(peer.router)) {
    const announced = peer.announces ? commonPrefixes(prefixes, peer.announces) : prefixes;
    return announced.length > 0 ? { path: ownAsn, prefixes: announced } : undefined;
  }
  const passesOn = peer.router.role === 'virtual-network' && !heldBack.has(peer.router);
  const route = passesOn ? learned.get(peer) : undefined;
  return route && { path: [...ownAsn, ...route.path], prefixes: route.prefixes };
}

function withSibling(speaker: Speaker, { siblings }: SpeakerNetwork, own: Learned): LearnedRoute | undefined {
  const mine = own.get(speaker);
  const sibling = siblings.get(speaker);
  const theirs = sibling && own.get(sibling);
  if (!sibling?.fromSibling || !theirs || (mine && mine.path.length <= theirs.path.length)) return mine;
  return { ...theirs, nextHops: [sibling.fromSibling], viaSibling: true };
}
