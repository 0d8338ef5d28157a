import { nodeNamed } from './find.ts';
import { InterfaceNames } from './node-name.ts';
import type { Topology } from './topology.ts';
import type { Interface, TopologyNode } from './topology-node.ts';

/** A port of a router's bridge, and the node that it is wired to. */
export interface Port {
  readonly name: string;
  readonly node: TopologyNode;
  readonly far: Interface;
}

/** All ports of a router's bridges, named after the nodes that they lead to. Bridges and ports share one namespace. */
export function portsOf(router: string, topology: Topology): Port[] {
  const names = new InterfaceNames(nodeNamed(topology, router).bridges.map(({ name }) => name));
  return topology.nodes.flatMap((node) =>
    node.interfaces
      .filter(({ attachedTo }) => attachedTo.node === router)
      .map((far): Port => ({ name: names.take(node.name), node, far })),
  );
}

/** The other end of a node's wire: a port of a bridge, in the namespace of another node. */
export function farEndOf(
  topology: Topology,
  node: string,
  { name, attachedTo }: Interface,
): { readonly node: string; readonly port: string } {
  const port = portsOf(attachedTo.node, topology).find(
    (candidate) => candidate.node.name === node && candidate.far.name === name,
  );
  if (!port) throw new Error(`${name} of ${node} is not wired to anything.`);
  return { node: attachedTo.node, port: port.name };
}
