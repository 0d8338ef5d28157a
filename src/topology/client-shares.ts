import { addressAt, prefixLength, prefixSize } from '../base/addresses.ts';
import type { HealthProbe, TakeoverTimers } from '../definition/profile.ts';
import type { ClientEndpoint } from './client-endpoint.ts';
import { gatewaySubnetPort } from './gateway-subnet-port.ts';
import { type PublicNetwork, publicPort, publicPrefixLength } from './public-network.ts';
import type { ClientShare, FloatingAddresses, PointToSite } from './topology.ts';
import type { ClientNode } from './topology-node.ts';

/**
 * Spreads the clients of an active-active gateway over its instances in turn, and gives each instance its part of the
 * pool. The public network stands for the load balancer: it sends the packets of each client to an address that only its
 * instance has, until that one is lost.
 */
export function clientShares(
  { gateway, nodes, publicAddress }: ClientEndpoint,
  clients: readonly ClientNode[],
  internet: PublicNetwork,
): ClientShare[] {
  const pool = gateway.vpnClientConfiguration?.vpnClientAddressPool.addressPrefixes ?? [];
  const shares = nodes.map((node, index): ClientShare => {
    const beside = gateway.publicIPAddresses[index]?.ipAddress ?? publicAddress;
    return {
      node,
      address: internet.spareFor(beside),
      addressPool: pool.map((prefix) => half(prefix, index)),
      clients: clients.filter((_, turn) => turn % nodes.length === index).map(({ name }) => name),
    };
  });
  internet.spread(
    publicAddress,
    clients.flatMap(({ name, publicAddress: from }) =>
      shares.filter((share) => share.clients.includes(name)).map(({ address: to }) => ({ from, to })),
    ),
  );
  return shares;
}

/** The first (0) or the second (1) half of a prefix. */
const half = (prefix: string, index: number): string =>
  `${addressAt(prefix, (index * prefixSize(prefix)) / 2)}/${prefixLength(prefix) + 1}`;

/**
 * The addresses of the shares. As a load balancer does, they leave a lost instance after the time of a health probe, and
 * do not go back: a client that is connected stays where it is.
 *
 * @param gateway its name in the definition
 * @param firstId VRRP's virtual router id of the first one; the others follow
 */
export function clientAddresses(
  { name, shares = [] }: PointToSite,
  gateway: string,
  { firstId, healthProbe }: { readonly firstId: number; readonly healthProbe: HealthProbe },
): FloatingAddresses[] {
  return shares.map(({ node, address }, index): FloatingAddresses => {
    const sibling = shares.find((share) => share.node !== node)?.node ?? '';
    return {
      name: `${name}-clients-${index}`,
      gateway,
      nodes: [node, sibling],
      activeStandby: false,
      forClients: true,
      returns: false,
      over: gatewaySubnetPort,
      virtualRouterId: firstId + index,
      takeover: asTakeover(healthProbe),
      addresses: [{ interface: publicPort, address, prefixLength: publicPrefixLength }],
    };
  });
}

/**
 * VRRP that notices a dead instance when a health probe would: three intervals and a skew of half of one together
 * are as long. VRRP counts in hundredths of a second (RFC 5798, 5.2.7). The interval is a second at least: a machine that
 * is cut off and not gone yet, as in a crash, must not have the time to take over from its sibling.
 */
function asTakeover({ intervalMs, threshold }: HealthProbe): TakeoverTimers {
  const hundredths = Math.max(100, Math.round((intervalMs * threshold) / 3.5 / 10));
  return { advertisementSeconds: hundredths / 100, priority: 128 };
}
