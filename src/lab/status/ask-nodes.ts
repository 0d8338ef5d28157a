import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Container } from '../../engine/containers/container.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import type { Topology } from '../../topology/topology.ts';
import { type NodeStatus, parseNodeStatus } from './node-status.ts';

/** Finds the container of a node; absent when it does not run. */
export type FindContainer = (node: string) => Container | undefined;

/** What all nodes that route or have tunnels say when they are asked now. */
export async function askNodes(topology: Topology, find: FindContainer): Promise<NodeStatus[]> {
  const speaking = topology.nodes.filter(({ role }) => role !== 'host' && role !== 'internet');
  const statuses = await Promise.all(
    speaking.map(async ({ name }) => {
      const container = find(name);
      if (!container) return [];
      const { exitCode, stdout, stderr } = await container.exec([paths.status]);
      if (exitCode !== 0) {
        throw new SwitchoverError('lab-not-ready', `${name} could not be asked for its status:\n${stderr}`, {
          node: name,
        });
      }
      return [parseNodeStatus(name, stdout)];
    }),
  );
  return statuses.flat();
}
