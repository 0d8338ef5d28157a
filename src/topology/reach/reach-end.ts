import { addressAt } from '../../base/addresses.ts';
import { clientsOf, hostsOf, instancesOf, routerOf } from '../find.ts';
import type { PointToSite, Topology } from '../topology.ts';

/** A machine that packets start from and arrive at: a virtual machine, a host of a site, or a client. */
export interface ReachEnd {
  readonly name: string;
  readonly kind: 'virtual-machine' | 'host' | 'client';
  /** The router of its virtual network or site; of a client, that of the network of its gateway. */
  readonly network: string;
  /** As of a `HostNode`. */
  readonly spoke?: string;
  /** Of a client one of its pool: which one it gets, the gateway decides. */
  readonly address: string;
  /** Clients only: what serves them, ... */
  readonly service?: PointToSite;
  /** ... and the instances to which one may be connected when everything is up. */
  readonly servers?: readonly string[];
}

/** All ends of a lab: virtual machines and hosts in the order of the file, then clients. */
export function reachEnds(topology: Topology): ReachEnd[] {
  const hosts = hostsOf(topology).map((host): ReachEnd => {
    const { name, side, address, spoke } = host;
    return {
      name,
      kind: side === 'azure' ? 'virtual-machine' : 'host',
      network: routerOf(host),
      ...(spoke !== undefined && { spoke }),
      address,
    };
  });
  const clients = clientsOf(topology).flatMap(({ name }): ReachEnd[] => {
    const service = topology.pointToSite.find((one) => one.clients.includes(name));
    const share = service?.shares?.find(({ clients }) => clients.includes(name));
    const [pool] = (share ?? service)?.addressPool ?? [];
    const server = instancesOf(topology).find((instance) => service?.nodes.includes(instance.name));
    if (!service || !server || pool === undefined) return [];
    const servers = share ? [share.node] : service.nodes;
    const address = addressAt(pool, 1);
    return [{ name, kind: 'client', network: server.virtualNetwork, address, service, servers }];
  });
  return [...hosts, ...clients];
}
