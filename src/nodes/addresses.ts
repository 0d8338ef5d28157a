import { ancestorsOf, withoutHostBits } from '../base/addresses.ts';
import { linePort, publicPort } from '../topology/public-network.ts';
import {
  type DeviceNode,
  type InternetNode,
  lineTable,
  type TopologyNode,
} from '../topology/topology-node.ts';

/** Input for `ip -batch`: the node's addresses and its own routes. Wires and bridges exist already. */
export function addressBatch(node: TopologyNode): string {
  return [
    ...[...node.interfaces, ...node.bridges].flatMap(({ name, address, prefixLength }) => [
      `address add ${address}/${prefixLength} dev ${name}`,
      `link set dev ${name} up`,
    ]),
    ...(node.role === 'device'
      ? bgpAddressesOf(node).map((address) => `address add ${address}/32 dev lo`)
      : []),
    ...(node.role === 'internet' ? translatedAddresses(node) : []),
    ...publicRoutes(node),
    ...(node.role === 'device' ? lineRoutes(node) : []),
    ...ownRoutes(node).map((route) => `route add ${route}`),
    ...fromNowhere(node),
    '',
  ].join('\n');
}

function publicRoutes(node: TopologyNode): string[] {
  switch (node.role) {
    case 'host':
      return [`route add default via ${node.router}`];
    case 'instance':
    case 'device': {
      // Its own address may be outside the router's network.
      const router = hasFloatingAddress(node)
        ? `${node.publicRouter} dev ${publicPort} onlink`
        : node.publicRouter;
      return toPeers(node.publicPeers, router);
    }
    case 'client':
      return [`route add default via ${node.publicRouter}`];
    default:
      return [];
  }
}

/** So that machines of the same segment find the addresses of devices behind NAT, and the spread ones. */
const translatedAddresses = ({ translations = [], spread = [] }: InternetNode): string[] =>
  [...translations, ...spread].map(
    ({ publicAddress, bridge }) => `address add ${publicAddress}/32 dev ${bridge}`,
  );

const bgpAddressesOf = ({ bgpAddress, furtherLines = [] }: DeviceNode): string[] =>
  [bgpAddress, ...furtherLines.map((line) => line.bgpAddress)].flatMap((address) => address ?? []);

/**
 * What leaves from the public address of a line leaves over that line, the first one included: a peer may be in the
 * network of another one.
 */
const lineRoutes = ({ furtherLines = [], ...first }: DeviceNode): string[] =>
  furtherLines.length === 0
    ? []
    : [first, ...furtherLines].flatMap(({ publicAddress, privateAddress, publicRouter }, index) => [
        `route add default via ${publicRouter} dev ${linePort(index)} table ${lineTable(index)}`,
        `rule add from ${privateAddress ?? publicAddress} table ${lineTable(index)}`,
      ]);

/** The default route, or routes to the peers alone, which leave the default route to BGP. */
export const peerRoutes = (peers: readonly string[] | undefined, router: string): string[] =>
  (peers?.map((peer) => `${peer}/32`) ?? ['default']).map((to) => `${to} via ${router}`);

const toPeers = (peers: readonly string[] | undefined, router: string): string[] =>
  peerRoutes(peers, router).map((route) => `route add ${route}`);

/** Routes that BGP announces and does not learn. */
function ownRoutes(node: TopologyNode): string[] {
  switch (node.role) {
    case 'instance':
      // The rest of the virtual network is behind its router. The gateway subnet, which may be a whole prefix, is not.
      return node.virtualNetworkPrefixes
        .filter((prefix) => !isConnected(node, prefix))
        .map((prefix) => `${prefix} via ${node.virtualNetworkRouter}`);
    case 'site':
      return besideLan(node.prefixes).map((prefix) => `blackhole ${prefix}`);
    case 'virtual-network':
      // What the subnets do not have must not leave by the route of a site that announces a prefix around the network.
      return node.prefixes
        .filter((prefix) => !isConnected(node, prefix))
        .map((prefix) => `blackhole ${prefix}`);
    default:
      return [];
  }
}

/** The LAN is the first prefix of a site. The others are announced as a whole, but for the parts of the LAN. */
function besideLan([lan, ...others]: readonly string[]): string[] {
  return others.filter((prefix) => lan === undefined || !ancestorsOf(prefix).includes(lan));
}

/** Whether an address of the node gives it a route to exactly this prefix; `ip` refuses a second one. */
const isConnected = ({ interfaces, bridges }: TopologyNode, prefix: string): boolean =>
  [...interfaces, ...bridges].some(
    ({ address, prefixLength }) => withoutHostBits(`${address}/${prefixLength}`) === prefix,
  );

/**
 * While the public address is at the sibling, packets without a chosen source leave from the stand-in address, to which
 * no answer can come, not even a refusal. This rule refuses them here, before the routes (rule 32766).
 */
const fromNowhere = ({ interfaces }: TopologyNode): string[] =>
  interfaces
    .filter(({ floats }) => floats)
    .map(({ address }) => `rule add from ${address} priority 30000 prohibit`);

/** Whether a public address of the node can move to another one. */
export const hasFloatingAddress = ({ interfaces }: TopologyNode): boolean =>
  interfaces.some(({ floats }) => floats);
