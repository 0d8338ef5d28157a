import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { listed } from '../../base/listed.ts';
import type { Container } from '../../engine/containers/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { containerOf, type RunningLab, recordOf } from '../../lab/running-labs.ts';

/**
 * The container of a node that runs.
 *
 * @throws SwitchoverError (wrong-input) when the lab has no such node, or the node does not run
 */
export async function runningNode(engine: Engine, lab: RunningLab, node: string): Promise<Container> {
  const container = containerOf(engine, lab, node);
  if (container) return container;
  const { topology } = await recordOf(engine, lab);
  const nodes = topology.nodes.map(({ name }) => name);
  if (!nodes.includes(node)) throw unknownNode(lab, node, nodes);
  throw new SwitchoverError('wrong-input', `${node} does not run.`, { lab: lab.name, node });
}

/**
 * The container of a node, dead or alive: it has a log in either case.
 *
 * @throws SwitchoverError (wrong-input) when the lab has no container for it
 */
export function nodeContainer(engine: Engine, lab: RunningLab, node: string): Container {
  const nameOf = ({ labels: own }: RunningLab['containers'][number]) => own[labels.node] ?? '';
  const summary = lab.containers.find((container) => nameOf(container) === node);
  if (!summary) throw unknownNode(lab, node, lab.containers.map(nameOf));
  return engine.container(summary);
}

const unknownNode = (lab: RunningLab, node: string, known: readonly string[]) =>
  new SwitchoverError('wrong-input', `${lab.name} has no node "${node}". It has: ${listed(known)}.`, {
    lab: lab.name,
    node,
  });
