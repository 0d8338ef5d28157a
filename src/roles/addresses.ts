import type { TopologyNode } from '../topology/topology.ts';

/** Input for `ip -batch`: the node's addresses and its default route. Wires and bridges are there already. */
export function addressBatch(node: TopologyNode): string {
  return [
    ...[...node.interfaces, ...node.bridges].flatMap(({ name, address, prefixLength }) => [
      `address add ${address}/${prefixLength} dev ${name}`,
      `link set dev ${name} up`,
    ]),
    ...(node.role === 'device' ? [`address add ${node.bgpAddress}/32 dev lo`] : []),
    ...defaultRoute(node).map((router) => `route add default via ${router}`),
    '',
  ].join('\n');
}

function defaultRoute(node: TopologyNode): string[] {
  switch (node.role) {
    case 'host':
      return [node.router];
    case 'instance':
    case 'device':
      return [node.publicRouter];
    default:
      return [];
  }
}
