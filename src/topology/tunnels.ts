import { isApipa } from '../definition/azure/bgp.ts';
import { calledByDevice } from '../definition/custom-bgp-addresses.ts';
import type { Connection, Definition } from '../definition/definition.ts';
import type { DpdTimers } from '../definition/profile.ts';
import { carriedBetween } from '../definition/traffic-selectors.ts';
import { dpdTimersOf } from './dpd-timers.ts';
import type { Endpoint } from './endpoints.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';
import { withAliases } from './tunnel-aliases.ts';
import { type EndIpsec, tunnelIpsec } from './tunnel-ipsec.ts';

/** The tunnels of all connections: from every end of a gateway to every device, or every end of the other gateway. */
export function buildTunnels(
  definition: Definition,
  endpoints: readonly Endpoint[],
  usualDpd: DpdTimers,
): Tunnel[] {
  const inner = new InnerAddresses(bgpAddressesOf(definition));
  const dpdAt: DpdAt = ({ side, gateway }, connection) =>
    dpdTimersOf(
      connection,
      [connection, ...definition.connections.filter(side === 'azure' ? isOwn(gateway) : isTo(gateway))],
      usualDpd,
    );
  const tunnels = definition.connections.flatMap((connection, index) => {
    const back = connectionBack(definition, connection);
    // Two connections make one set of tunnels between two gateways; the first of them builds it.
    if (back && definition.connections.indexOf(back) < index) return [];
    const { virtualNetworkGateway1, virtualNetworkGateway2, localNetworkGateway2 } = connection;
    const remotes = [
      ...endpointsAt(endpoints, 'azure', virtualNetworkGateway2),
      ...endpointsAt(endpoints, 'device', localNetworkGateway2),
    ];
    return endpointsAt(endpoints, 'azure', virtualNetworkGateway1).flatMap((first) =>
      remotes
        .filter((second) => knows(second, first))
        .map((second) =>
          buildTunnel([first, second], [connection, ...(back ? [back] : [])], { inner, dpdAt }),
        ),
    );
  });
  return withAliases(tunnels, () => inner.next()[0]);
}

/** The DPD timers that one end of a tunnel applies to a connection. */
type DpdAt = (end: Endpoint, connection: Connection) => DpdTimers;

const isOwn = (gateway: string) => (connection: Connection) => connection.virtualNetworkGateway1 === gateway;
const isTo = (gateway: string) => (connection: Connection) => connection.localNetworkGateway2 === gateway;

/** The other one of the two connections between two gateways. */
function connectionBack({ connections }: Definition, connection: Connection): Connection | undefined {
  if (connection.virtualNetworkGateway2 === undefined) return undefined;
  return connections.find(
    (candidate) =>
      candidate.virtualNetworkGateway1 === connection.virtualNetworkGateway2 &&
      candidate.virtualNetworkGateway2 === connection.virtualNetworkGateway1,
  );
}

/** A gateway and a local network gateway may have the same name: Azure's names are unique within their kind. */
const endpointsAt = (
  endpoints: readonly Endpoint[],
  side: Endpoint['side'],
  gateway: string | undefined,
): Endpoint[] => endpoints.filter((endpoint) => endpoint.side === side && endpoint.gateway === gateway);

/** Whether a tunnel to that end of a gateway is configured on a device. */
const knows = ({ peers }: Endpoint, { publicAddressName }: Endpoint): boolean =>
  peers === undefined || publicAddressName === undefined || peers.includes(publicAddressName);

type Pair = readonly [Endpoint, Endpoint];

function buildTunnel(
  [first, second]: Pair,
  connections: readonly Connection[],
  { inner, dpdAt }: { readonly inner: InnerAddresses; readonly dpdAt: DpdAt },
): Tunnel {
  const [connection, back = connection] = connections;
  if (!connection || !back) throw new Error('A tunnel belongs to a connection.');
  const { sharedKey, enableBgp: bgp } = connection;
  const [firstIpsec, secondIpsec] = tunnelIpsec(
    { endpoint: first, connection, dpd: dpdAt(first, connection) },
    // A device has the policy and the timeout of the connection unless its engineer chose others.
    { endpoint: second, connection: back, dpd: dpdAt(second, back) },
  );
  const [firstInner, secondInner] = bgp ? bgpAddresses(first, second, connection) : inner.next();
  // An instance with several APIPA addresses announces its first one as the next hop to all (azure-docs#112600).
  const [nextHop] = first.customBgpAddresses;
  const called = calledByDevice(first.customBgpAddresses, firstInner, secondInner);
  const end = (own: Endpoint, other: Endpoint, innerAddress: string, ipsec: EndIpsec): TunnelEnd => {
    // Azure moves the public address of a failed instance for connections without BGP, but not for those with BGP.
    const standIn = bgp ? undefined : own.sibling;
    const rank = rankOf(own, other, connection.name);
    return {
      name: own.name,
      side: own.side,
      nodes: own.nodes,
      ...(standIn !== undefined && { standIn }),
      publicAddress: own.publicAddress,
      ...(own.privateAddress !== undefined && { privateAddress: own.privateAddress }),
      ...(own.fqdn !== undefined && { fqdn: own.fqdn }),
      ...(own.secondAddress !== undefined && { secondAddress: own.secondAddress }),
      ...(own.port !== undefined && { port: own.port }),
      innerAddress,
      ...(bgp && own === first && isApipa(innerAddress) && nextHop !== innerAddress && { nextHop }),
      ...ipsec,
      staticRoutes: bgp ? [] : other.prefixes,
      // With BGP, too, Azure has static routes to the prefixes of a local network gateway (VPN Gateway FAQ).
      ...(bgp && other.side === 'device' && other.prefixes.length > 0 && { backupRoutes: other.prefixes }),
      ...(rank > 0 && { rank }),
      ...(own.routes?.routesFollowTunnel === false && { sessionOutlivesTunnel: true }),
      ...(own.routes?.putsRoutesBack === false && !bgp && { losesRoutes: true }),
    };
  };
  const carries = carriedBetween(firstIpsec, secondIpsec);
  return {
    name: `${first.name}--${second.name}`,
    connections: connections.map(({ name }) => name),
    sharedKey,
    bgp,
    ...(bgp && called !== undefined && called !== firstInner && { called }),
    ...(carries && { carries }),
    ends: [end(first, second, firstInner, firstIpsec), end(second, first, secondInner, secondIpsec)],
  };
}

/** The place of a tunnel in its device's order of preference; those that it does not name share the last one. */
function rankOf({ prefers = [] }: Endpoint, { publicAddressName }: Endpoint, connection: string): number {
  const place = prefers.findIndex((name) => name === publicAddressName || name === connection);
  return place < 0 ? prefers.length : place;
}

/** The addresses of the BGP speakers. A gateway uses its APIPA address for a device that has one (Configure BGP). */
function bgpAddresses(first: Endpoint, second: Endpoint, connection: Connection): [string, string] {
  const own = isApipa(second.bgpAddress ?? '') ? first.customBgpAddressFor?.(connection) : first.bgpAddress;
  if (own === undefined || second.bgpAddress === undefined) {
    throw new Error(`${first.name} and ${second.name} need BGP peer IP addresses.`);
  }
  return [own, second.bgpAddress];
}

const bgpAddressesOf = ({ virtualNetworkGateways, localNetworkGateways }: Definition): ReadonlySet<string> =>
  new Set([
    ...virtualNetworkGateways.flatMap(({ bgpSettings }) => bgpSettings.customBgpIpAddresses.flat()),
    ...localNetworkGateways.flatMap(({ bgpSettings }) => bgpSettings?.bgpPeeringAddress ?? []),
  ]);

/**
 * Addresses for the two ends of tunnels without BGP, which the definition does not give: link-local ones, as usual on
 * tunnel interfaces. They avoid 169.254.21.0/24 and .22.0/24, which Azure uses for BGP.
 */
class InnerAddresses {
  readonly #taken: ReadonlySet<string>;
  #count = 0;

  /** @param taken addresses of BGP speakers, which may be link-local too */
  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  next(): [string, string] {
    for (;;) {
      const first = 2 * this.#count++;
      const pair: [string, string] = [this.#address(first), this.#address(first + 1)];
      if (!pair.some((address) => this.#taken.has(address))) return pair;
    }
  }

  #address(index: number): string {
    return `169.254.${100 + Math.floor(index / 256)}.${index % 256}`;
  }
}
