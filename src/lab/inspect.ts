import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Container } from '../engine/containers/container.ts';
import { paths } from '../nodes/scripts/start-script.ts';
import type { Topology } from '../topology/topology.ts';
import { type NodeStatus, parseNodeStatus } from './node-status.ts';
import { clientsMissing, routesMissing, sessionsMissing, tunnelsMissing } from './redundancy.ts';

/** Finds the container of a node; absent when it does not run. */
export type FindContainer = (node: string) => Container | undefined;

/** What all nodes with something to tell have, asked of them now. */
export async function inspectNodes(topology: Topology, find: FindContainer): Promise<NodeStatus[]> {
  const speaking = topology.nodes.filter(({ role }) => role !== 'host' && role !== 'internet');
  const statuses = await Promise.all(
    speaking.map(async ({ name }) => {
      const container = find(name);
      if (!container) return [];
      const { exitCode, stdout, stderr } = await container.exec([paths.status]);
      if (exitCode !== 0)
        throw new SwitchoverError('lab-not-ready', `${name} could not be asked for its status:\n${stderr}`);
      return [parseNodeStatus(name, stdout)];
    }),
  );
  return statuses.flat();
}

/** Nodes that do not run, whether or not they would have anything to tell. */
export function nodesNotRunning({ nodes }: Topology, find: FindContainer): string[] {
  return nodes.filter(({ name }) => !find(name)).map(({ name }) => `node ${name}`);
}

/** What is missing for full redundancy, as the daemons and kernels say; empty when all is there. */
export function missingFrom(statuses: readonly NodeStatus[], topology: Topology): string[] {
  const of = (node: string) => statuses.find((status) => status.node === node);
  return [
    ...tunnelsMissing(
      topology,
      (node, peer) => of(node)?.tunnels.some((sa) => sa.peer === peer && sa.child === 'INSTALLED') ?? false,
    ),
    ...clientsMissing(
      topology,
      (node, gateway) =>
        of(node)?.tunnels.some((sa) => sa.peer === gateway && sa.child === 'INSTALLED') ?? false,
    ),
    ...sessionsMissing(
      topology,
      (node, neighbor) =>
        of(node)?.sessions.some(
          (session) => session.neighbor === neighbor && session.state === 'Established',
        ) ?? false,
    ),
    ...routesMissing(
      topology,
      (node, prefix) => of(node)?.routes.find((route) => route.prefix === prefix)?.nextHops,
    ),
  ];
}
