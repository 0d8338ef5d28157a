import type { Definition } from '../definition/definition.ts';
import type { DirectionLabels, DirectionName } from './direction.ts';
import { hostsOf } from './find.ts';
import type { HostNode, Topology } from './topology.ts';

/** The two hosts between which traffic runs; outward is from the near one to the far one. */
export interface TrafficEnds {
  readonly near: HostNode;
  readonly far: HostNode;
}

/**
 * Where traffic starts and ends: the first virtual machine, and the first host of a site. Where no site has a host:
 * the first virtual machine of the last other virtual network, so that what lies between the two is crossed.
 */
export function trafficEnds(topology: Topology): TrafficEnds {
  const hosts = hostsOf(topology);
  const near = hosts.find(({ side }) => side === 'azure');
  const networks = [...new Set(hosts.map(routerOf))].filter((router) => near && router !== routerOf(near));
  const far =
    hosts.find(({ side }) => side === 'site') ?? hosts.find((host) => routerOf(host) === networks.at(-1));
  if (!near || !far) throw new Error(`${topology.lab} has no two hosts between which traffic could run.`);
  return { near, far };
}

/** The router of the virtual network or site in which a host is. */
export const routerOf = ({ interfaces: [port] }: HostNode): string => port?.attachedTo.node ?? '';

/** What the two directions are called: "Azure to site" and back, or by the names of the two virtual networks. */
export function directionLabels(
  { virtualNetworks }: Definition,
  { near, far }: TrafficEnds,
): Readonly<Record<DirectionName, DirectionLabels>> {
  const networkOf = ({ name, address }: HostNode): string =>
    virtualNetworks.find(({ virtualMachines }) =>
      virtualMachines.some(({ privateIPAddress }) => privateIPAddress === address),
    )?.name ?? name;
  const [from, to] = far.side === 'site' ? ['Azure', 'site'] : [networkOf(near), networkOf(far)];
  return { outward: { from, to }, return: { from: to, to: from } };
}
