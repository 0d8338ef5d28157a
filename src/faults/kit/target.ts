import { listed } from '../../base/listed.ts';
import { devicesOf, instancesOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { InstanceNode, TopologyNode } from '../../topology/topology-node.ts';
import type { Setting } from './fault.ts';

/** Targets that are machines: one, or several that fail at once. */

const separator = '+';

/** The nodes of a target: `vnet1gw-0`, or several that fail at once, `vnet1gw-0+device1`. */
export const nodesOf = (target: string): string[] => target.split(separator);

/** The target that names these nodes; see {@link nodesOf}. */
export const targetOf = (nodes: readonly string[]): string => nodes.join(separator);

/** The target that is an availability zone: `zone1`. */
export const zoneName = (zone: number): string => `zone${zone}`;

/** The instances of the first gateway that has any. */
export function firstGateway(topology: Topology): InstanceNode[] {
  const instances = instancesOf(topology);
  return instances.filter(({ gateway }) => gateway === instances[0]?.gateway);
}

/** The active instance of the first gateway; instance 0 where both are active. */
export function activeInstance({ topology, holderOf }: Setting): string[] {
  return firstGateway(topology)
    .slice(0, 1)
    .map(({ gateway, name }) => holderOf?.(gateway) ?? name);
}

/** The first device, of a pair the one with the address; empty in a lab without a site. */
export const firstDevice = ({ topology, holderOf }: Setting): string[] =>
  devicesOf(topology)
    .slice(0, 1)
    .map(({ name, pair }) => (pair && holderOf?.(pair.name)) ?? name);

/** The first device; in a lab without a site, the active instance or instance 0. */
export function firstSpeaker(setting: Setting): string[] {
  const devices = firstDevice(setting);
  return devices.length > 0 ? devices : activeInstance(setting);
}

/** Why a target is neither one gateway instance nor both instances of one gateway; undefined when it is. */
export function checkInstances(topology: Topology, target: string): string | undefined {
  const nodes = nodesOf(target);
  if (nodes.length === 1) return checkOne(topology, target, 'instance');
  const unknown = unknownAmong(topology, nodes);
  if (unknown !== undefined || isWholeGateway(topology, nodes)) return unknown;
  return `${target} is neither one gateway instance nor both instances of one gateway.`;
}

function isWholeGateway(topology: Topology, nodes: readonly string[]): boolean {
  const [first, second] = instancesOf(topology).filter(({ name }) => nodes.includes(name));
  return nodes.length === 2 && second !== undefined && first?.gateway === second.gateway;
}

const roles = { instance: 'gateway instance', device: 'device' } as const;
type Role = keyof typeof roles;

/** Why a target is not one node of that role; undefined when it is. */
export function checkOne(topology: Topology, target: string, role: Role): string | undefined {
  return checkNode(topology, target, [role]);
}

/** Why a target is not one gateway instance or device; undefined when it is. */
export const checkSpeaker = (topology: Topology, target: string): string | undefined =>
  checkNode(topology, target, ['instance', 'device']);

/** Why a target is not one instance and one device; undefined when it is. */
export function checkInstanceAndDevice(topology: Topology, target: string): string | undefined {
  const names = nodesOf(target);
  const unknown = unknownAmong(topology, names);
  if (unknown !== undefined) return unknown;
  const found = names.map((name) => nodeAt(topology, name)?.role).sort();
  return found.join() === 'device,instance'
    ? undefined
    : `${target} is not one gateway instance and one device, such as vnet1gw-0${separator}device1.`;
}

/** Which of these names is not a node of the lab, in a sentence; undefined when all are. */
export function unknownAmong(topology: Topology, names: readonly string[]): string | undefined {
  const unknown = names.find((name) => !nodeAt(topology, name));
  if (unknown === undefined) return undefined;
  const known = listed(topology.nodes.map(({ name }) => name));
  return `${topology.lab} has no node "${unknown}". It has: ${known}.`;
}

function checkNode(topology: Topology, target: string, wanted: readonly Role[]): string | undefined {
  const nodes = nodesOf(target);
  if (nodes.length > 1) return `${target} is more than one node; this fault happens to one at a time.`;
  const role = nodeAt(topology, target)?.role;
  return (
    unknownAmong(topology, nodes) ??
    (wanted.some((one) => one === role)
      ? undefined
      : `${target} is not a ${wanted.map((one) => roles[one]).join(' or ')}.`)
  );
}

const nodeAt = ({ nodes }: Topology, name: string): TopologyNode | undefined =>
  nodes.find((node) => node.name === name);
