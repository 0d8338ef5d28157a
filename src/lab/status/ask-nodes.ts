import { isOfKind, SwitchoverError } from '../../base/errors/switchover-error.ts';
import { isConflict, isNotFound } from '../../engine/engine-error.ts';
import type { InContainer } from '../../engine/host/joint-exec.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import type { Topology } from '../../topology/topology.ts';
import type { NodeStatus } from './node-status.ts';
import { parseNodeStatus } from './parse-node-status.ts';

/** Finds a way to ask a node; undefined when the node does not run. */
export type FindWay = (node: string) => InContainer | undefined;

/**
 * Asks all running nodes for their status. A node that cannot be asked has none: it may have just died. One whose answer
 * cannot be read runs, and its status is what is silent.
 */
export async function askNodes({ nodes }: Topology, find: FindWay): Promise<NodeStatus[]> {
  const answers = await Promise.all(
    nodes.map(async ({ name }) => {
      const container = find(name);
      const answer = container && (await answerOf(name, container, {}).catch(noneIfDead));
      return answer === undefined ? undefined : readAsFarAsPossible(name, answer);
    }),
  );
  return answers.flatMap((status) => status ?? []);
}

function readAsFarAsPossible(node: string, answer: string): NodeStatus {
  try {
    return parseNodeStatus(node, answer);
  } catch {
    return {
      node,
      clock: { monotonicNs: 0, utcMs: 0 },
      ready: /^== ready$/m.test(answer),
      silent: ['status'],
      tunnels: [],
      sessions: [],
      routes: [],
      interfaces: [],
    };
  }
}

function noneIfDead(error: unknown): undefined {
  if (!isOfKind(error, 'lab-not-ready') && !isNotFound(error) && !isConflict(error)) throw error;
}

/**
 * Asks a node for its status.
 *
 * @param timeoutMs until it must have answered; by default as long as any command may take
 * @throws SwitchoverError (lab-not-ready) when it cannot be asked, or its answer cannot be read: a daemon that dies while
 * it answers leaves half an answer
 */
export async function askNode(
  node: string,
  container: InContainer,
  options: { readonly timeoutMs?: number } = {},
): Promise<NodeStatus> {
  const answer = await answerOf(node, container, options);
  try {
    return parseNodeStatus(node, answer);
  } catch (cause) {
    throw new SwitchoverError(
      'lab-not-ready',
      `The status of ${node} cannot be read: its answer is incomplete.`,
      { node, cause },
    );
  }
}

async function answerOf(
  node: string,
  container: InContainer,
  options: { readonly timeoutMs?: number },
): Promise<string> {
  const { exitCode, stdout, stderr } = await container.exec([paths.status], options);
  if (exitCode === 0) return stdout;
  throw new SwitchoverError('lab-not-ready', `${node} could not be asked for its status:\n${stderr}`, {
    node,
  });
}
