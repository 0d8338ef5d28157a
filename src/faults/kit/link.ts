import { type Broken, nothingBroken } from '../../topology/broken.ts';
import { floatingAt, type LocalTunnel, nodeNamed, tunnelsAt } from '../../topology/find.ts';
import { farEndOf } from '../../topology/ports.ts';
import { isPublicPort, publicPort } from '../../topology/public-network.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Interface } from '../../topology/topology-node.ts';
import type { Setting } from './fault.ts';
import { FaultError } from './fault-error.ts';
import { firstSpeaker, unknownAmong } from './target.ts';

/** Targets that are links: an interface of a node, and the port at the other end of its wire. */
interface Link {
  readonly node: string;
  readonly port: Interface;
  readonly far: { readonly node: string; readonly port: string };
}

const separator = ':';

/** The public link of the first device; in a lab without a site, of the active instance or instance 0. */
export const firstPublicLink = (setting: Setting): string[] =>
  firstSpeaker(setting).map((node) => `${node}${separator}${publicPort}`);

/** Why a target is not a link; undefined when it is one. */
export function checkLink(topology: Topology, target: string): string | undefined {
  const [node = '', port, ...more] = target.split(separator);
  if (more.length > 0) return `${target} is not a link: write NODE${separator}INTERFACE.`;
  const unknown = unknownAmong(topology, [node]);
  if (unknown !== undefined) return unknown;
  if (portOf(topology, node, port)) return undefined;
  const ports = nodeNamed(topology, node).interfaces.map(({ name }) => `${node}${separator}${name}`);
  return ports.length === 0
    ? `${node} has no interface that leads to another node. Name the node at the other end.`
    : `${target} is not a link. ${node} has: ${ports.join(', ')}.`;
}

/**
 * The link that a target names: `device1:wan0`, or `device1` for its public or only one.
 *
 * @throws FaultError when it does not name a link
 */
export function linkOf(topology: Topology, target: string): Link {
  const [node = '', name] = target.split(separator);
  const port = portOf(topology, node, name);
  if (!port) throw new FaultError(`${target} is not a link.`, { target });
  return { node, port, far: farEndOf(topology, node, port) };
}

/** What a cut link breaks: a public one the tunnels over it, another one the way to what is behind its node, a host's the host. */
export function brokenWithout(topology: Topology, target: string): Broken {
  const { node, port } = linkOf(topology, target);
  const { role } = nodeNamed(topology, node);
  if (role === 'host') return { ...nothingBroken, hosts: [node] };
  if (role !== 'instance' && role !== 'device') return nothingBroken;
  if (!isPublicPort(port.name)) return { nodes: [node], tunnels: [], insideOnly: true };
  if (floatingAt(topology, node).some(({ needs }) => needs === port.name))
    return { nodes: [node], tunnels: [], handOver: true };
  return { nodes: [], tunnels: tunnelsOver(topology, node, port.name).map(({ tunnel }) => tunnel.name) };
}

/** The tunnels of a node over one of its public links. */
export const tunnelsOver = (topology: Topology, node: string, port: string): LocalTunnel[] =>
  tunnelsAt(topology, node).filter(
    ({ local }) => local.nodes.includes(node) && (local.port ?? publicPort) === port,
  );

function portOf(topology: Topology, node: string, name: string | undefined): Interface | undefined {
  const { interfaces } = nodeNamed(topology, node);
  if (name !== undefined) return interfaces.find((port) => port.name === name);
  return interfaces.find((port) => port.name === publicPort) ?? interfaces[0];
}
