import { isApipa } from '../definition/azure/bgp.ts';
import type { BgpTimers, HealthProbe, Profile } from '../definition/profile.ts';
import type { BgpSession, SessionEnd, SessionKind } from './bgp-session.ts';
import type {
  DeviceNode,
  InstanceNode,
  SiteNode,
  TopologyNode,
  VirtualNetworkNode,
} from './topology-node.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';

/** All BGP sessions of a lab, those that never come up included: through the tunnels, between siblings, and with the routers behind them. */
export function bgpSessions(
  nodes: readonly TopologyNode[],
  tunnels: readonly Tunnel[],
  activeActive: (gateway: string) => boolean,
  { bgp, healthProbe, siteBfd }: Profile,
): BgpSession[] {
  const instances = nodes.filter((node) => node.role === 'instance');
  const devices = nodes.filter((node) => node.role === 'device');
  const speakers = [...instances, ...devices];
  const pairs = [
    ...tunnels.filter((tunnel) => tunnel.bgp).map((tunnel) => throughTunnel(tunnel, speakers)),
    ...siblings(instances.filter(({ gateway }) => activeActive(gateway))),
    ...nodes
      .filter((node) => node.role === 'virtual-network')
      .flatMap((router) => withPlatform(router, instances)),
    ...nodes.filter((node) => node.role === 'site').flatMap((router) => withSiteRouter(router, devices)),
  ];
  // BFD stands for the platform's probes of its instances, of which siblings learn. Without it an instance that came
  // back would wait until its sibling has given up the session with its predecessor. A careful engineer has BFD inside
  // the site. The tunnels have no BFD, because Azure does not support it.
  const bfdOf = ({ kind, ends: [first] }: Pair): HealthProbe | undefined => {
    switch (kind) {
      case 'tunnel':
        return undefined;
      case 'site': {
        const { bfd = siteBfd } = devices.find(({ name }) => name === first.name) ?? {};
        return bfd === false ? undefined : bfd;
      }
      default:
        return healthProbe;
    }
  };
  const timersOf = ({ nodes: own }: Speaker): BgpTimers => ({
    ...bgp,
    ...devices.find(({ name }) => own.includes(name))?.bgpTimers,
  });
  return pairs.map((each) => {
    const {
      kind,
      ends: [first, second],
      ...pair
    } = each;
    const bfd = bfdOf(each);
    return {
      kind,
      ends: [
        { ...first, timers: timersOf(first) },
        { ...second, timers: timersOf(second) },
      ],
      ...(bfd && { bfd }),
      ...pair,
    };
  });
}

/** A session before it has its timers. */
interface Pair {
  readonly kind: SessionKind;
  readonly ends: readonly [Speaker, Speaker];
  readonly called?: string;
  readonly alias?: string;
}
type Speaker = Omit<SessionEnd, 'timers'>;

const session = (kind: SessionKind, first: Speaker, second: Speaker): Pair => ({
  kind,
  ends: [first, second],
});

/**
 * A session between neighbours. Only the first one opens it, and neither has `update-source`. FRR 10.3 neither opens nor
 * accepts a session whose BFD session is down (peer_active in bgpd.c), and takes a peer of its own AS for several hops
 * away until they are connected (PEER_IS_MULTIHOP in bgp_bfd.h). If it knows its own address earlier, from
 * `update-source` or from a connection that lost the choice between two, it asks bfdd for another BFD session, over
 * several hops. That one never comes up, its state counts for the real one, and the session is lost for good.
 */
const neighbours = (kind: SessionKind, first: Speaker, second: Speaker): Pair =>
  session(kind, first, { ...second, passive: true });

function throughTunnel(
  { ends: [first, second], called, alias }: Tunnel,
  speakers: readonly (InstanceNode | DeviceNode)[],
): Pair {
  const end = ({ name, nodes, innerAddress, nextHop, side }: TunnelEnd): Speaker => ({
    name,
    nodes,
    address: innerAddress,
    asn: speakers.find((speaker) => nodes.includes(speaker.name))?.asn ?? 0,
    // With an APIPA address Azure waits for the device to open the session (Configure BGP).
    ...(side === 'azure' && isApipa(innerAddress) && { passive: true as const }),
    ...(nextHop !== undefined && { nextHop }),
  });
  return {
    ...session('tunnel', end(first), end(second)),
    ...(called !== undefined && { called }),
    ...(alias !== undefined && { alias }),
  };
}

const inGatewaySubnet = ({ name, asn, privateAddress }: InstanceNode): Speaker => ({
  name,
  nodes: [name],
  address: privateAddress,
  asn,
});

function siblings(instances: readonly InstanceNode[]): Pair[] {
  return instances.flatMap((first) =>
    instances
      .filter((second) => second.gateway === first.gateway && second.index > first.index)
      .map((second) => neighbours('sibling', inGatewaySubnet(first), inGatewaySubnet(second))),
  );
}

function withPlatform(router: VirtualNetworkNode, instances: readonly InstanceNode[]): Pair[] {
  return instances
    .filter((instance) => instance.virtualNetwork === router.name)
    .map((instance) =>
      neighbours('platform', inGatewaySubnet(instance), {
        name: router.name,
        nodes: [router.name],
        address: instance.virtualNetworkRouter,
        asn: router.asn,
      }),
    );
}

/** Inside a site a device uses its LAN address; its loopback address is for the tunnels. */
function withSiteRouter(router: SiteNode, devices: readonly DeviceNode[]): Pair[] {
  const routerEnd = { name: router.name, nodes: [router.name], address: router.routerId };
  return devices.flatMap((device) =>
    device.interfaces
      .filter((port) => port.attachedTo.node === router.name)
      .map((port) =>
        neighbours(
          'site',
          {
            name: device.name,
            nodes: [device.name],
            address: port.address,
            asn: device.asn,
          },
          // Inside a site it is iBGP, also with a device of another ASN: the router then speaks as one of that.
          { ...routerEnd, asn: device.asn },
        ),
      ),
  );
}
