import { notYet, ready, until } from '../base/until.ts';
import type { Container } from '../engine/containers/container.ts';
import { createFollowed } from '../engine/containers/create-followed.ts';
import type { Engine } from '../engine/engine.ts';
import { labels } from '../engine/ownership/labels.ts';
import { type NodePlan, permissionsOf } from '../nodes/node-plan.ts';
import { parseAgentLine } from '../observations/events/parse-agent-line.ts';
import type { TopologyNode } from '../topology/topology-node.ts';
import type { EventLog } from './event-log.ts';

/** What a node's container needs in addition to its plan. */
export interface NodeSettings {
  readonly engine: Engine;
  readonly labId: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly events: EventLog;
}

/** A started node: its container, and everything that it has said so far. */
export interface LabNode {
  readonly name: string;
  readonly container: Container;
  /** PID of its first process on the engine's host, which gives access to its namespaces; 0: it died at once. */
  readonly pid: number;
  /** Raw lines of the container, as saved in the run's folder. */
  readonly lines: readonly string[];
  /** Settles when the container has ended. */
  readonly ended: Promise<void>;
  /** Stops listening to the node. */
  readonly release: () => void;
  /** Drops the lines so far. */
  readonly forget: () => void;
}

export const containerName = (labId: string, node: string): string => `switchover-${labId}-${node}`;

/** Creates and starts the container of a node; its agent then waits for its wires. */
export async function startNode(
  node: TopologyNode,
  plan: NodePlan,
  settings: NodeSettings,
): Promise<LabNode> {
  const { engine, labId, image, events } = settings;
  const create = () =>
    engine.createContainer({
      name: containerName(labId, node.name),
      hostname: node.name,
      image,
      command: plan.command,
      labels: {
        ...settings.labels,
        [labels.node]: node.name,
        [labels.role]: node.role,
        ...(node.keepsRecords && { [labels.records]: 'kept' }),
      },
      capabilities: plan.capabilities,
      devices: plan.devices,
      sysctls: plan.sysctls,
      scratch: 'in memory',
      files: new Map(
        [...plan.files].map(([path, file]) => [path, { content: file.content, mode: permissionsOf(file) }]),
      ),
      network: 'none',
    });
  const lines: string[] = [];
  const { container, following } = await createFollowed(create, (_, line) => {
    lines.push(line);
    const event = parseAgentLine(node.name, line);
    if (event) events.append(event);
  });
  await container.start();
  return {
    name: node.name,
    container,
    pid: (await container.state()).pid,
    lines,
    ended: following.done,
    release: following.stop,
    forget: () => lines.splice(0),
  };
}

/**
 * Joins a node that another process started: replays everything it has said so far, and then passes on new lines.
 *
 * @returns when everything so far was replayed
 */
export async function joinNode(name: string, container: Container, events: EventLog): Promise<LabNode> {
  const { pid } = await container.state();
  const past = (await container.lastLogLines(mostLines)).length;
  const { lines, following } = await listenTo(container, name, events);
  await until(
    `Reading the log of ${name}`,
    () => (lines.length >= past ? ready() : notYet(`${lines.length} of ${past} lines are there`)),
    pastLimit,
  );
  const forget = () => lines.splice(0);
  return { name, container, pid, lines, ended: following.done, release: following.stop, forget };
}

/** How long replaying may take. An engine on the same machine needs a fraction of a second. */
const pastLimit = { kind: 'environment', timeoutMs: 30_000, intervalMs: 10 } as const;
/** More than the engine keeps. */
const mostLines = 1_000_000;

async function listenTo(container: Container, name: string, events: EventLog) {
  const lines: string[] = [];
  const following = await container.follow((_, line) => {
    lines.push(line);
    const event = parseAgentLine(name, line);
    if (event) events.append(event);
  });
  return { lines, following };
}
