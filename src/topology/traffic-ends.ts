import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Definition } from '../definition/definition.ts';
import type { DirectionLabels, DirectionName } from './direction.ts';
import { hostsOf } from './find.ts';
import type { HostNode, Topology } from './topology.ts';

/** The two hosts that send traffic to each other; outward is from the near one to the far one. */
export interface TrafficEnds {
  readonly near: HostNode;
  readonly far: HostNode;
}

/**
 * Traffic starts and ends at the first virtual machine and at the first host of a site. If no site has a host, the
 * other end is the first virtual machine of the last other virtual network, so that traffic crosses the networks in
 * between.
 *
 * @throws SwitchoverError (wrong-input) when one of the two is missing
 */
export function trafficEnds(topology: Topology): TrafficEnds {
  const hosts = hostsOf(topology);
  const near = hosts.find(({ side }) => side === 'azure');
  const networks = [...new Set(hosts.map(routerOf))].filter((router) => near && router !== routerOf(near));
  const far =
    hosts.find(({ side }) => side === 'site') ?? hosts.find((host) => routerOf(host) === networks.at(-1));
  if (!near) throw nothingToMeasure(topology.lab, 'no virtual machine');
  if (!far)
    throw nothingToMeasure(topology.lab, 'no host in a site, and no second network with a virtual machine');
  return { near, far };
}

const nothingToMeasure = (lab: string, missing: string) =>
  new SwitchoverError(
    'wrong-input',
    `No traffic can be measured in ${lab}: it has ${missing}. Add one, or use \`up\` and \`fault\`, which need no traffic.`,
    { lab },
  );

/** The router of a host's virtual network or site. */
export const routerOf = ({ interfaces: [port] }: HostNode): string => port?.attachedTo.node ?? '';

/** The names of the two directions: "Azure to site" and back, or with the names of the two virtual networks. */
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
