import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Container } from '../../engine/containers/container.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import type { Topology } from '../../topology/topology.ts';
import type { NodeStatus } from './node-status.ts';
import { parseNodeStatus } from './parse-node-status.ts';

/** Finds the container of a node; absent when it does not run. */
export type FindContainer = (node: string) => Container | undefined;

/** What all running nodes say when they are asked now. */
export async function askNodes(topology: Topology, find: FindContainer): Promise<NodeStatus[]> {
  const statuses = await Promise.all(
    topology.nodes.map(async ({ name }) => {
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
