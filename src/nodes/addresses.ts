import type { InstanceNode, TopologyNode } from '../topology/topology.ts';

/** Input for `ip -batch`: the node's addresses and its default route. Wires and bridges are there already. */
export function addressBatch(node: TopologyNode): string {
  return [
    ...[...node.interfaces, ...node.bridges].flatMap(({ name, address, prefixLength }) => [
      `address add ${address}/${prefixLength} dev ${name}`,
      `link set dev ${name} up`,
    ]),
    ...(node.role === 'device' && node.bgpAddress !== undefined
      ? [`address add ${node.bgpAddress}/32 dev lo`]
      : []),
    ...defaultRoute(node).map((route) => `route add default via ${route}`),
    ...(node.role === 'instance' ? fromNowhere(node) : []),
    '',
  ].join('\n');
}

function defaultRoute(node: TopologyNode): string[] {
  switch (node.role) {
    case 'host':
      return [node.router];
    case 'instance':
      // The address that is in one network with the router may be somewhere else just now.
      return [isOnWire(node) ? node.publicRouter : `${node.publicRouter} dev wan0 onlink`];
    case 'device':
    case 'client':
      return [node.publicRouter];
    default:
      return [];
  }
}

/**
 * What an instance sends without an address of its choice leaves from one that nobody can answer, not even with a
 * refusal, while its public address may be somewhere else. So it is refused here, before the routes (rule 32766).
 */
const fromNowhere = ({ interfaces }: InstanceNode): string[] =>
  interfaces
    .filter(({ prefixLength }) => prefixLength === 32)
    .map(({ address }) => `rule add from ${address} priority 30000 prohibit`);

/** Whether all of a node's addresses are its own for good; those of an instance may float. */
export const isOnWire = ({ interfaces }: TopologyNode): boolean =>
  interfaces.every(({ prefixLength }) => prefixLength < 32);
