import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Container } from '../engine/containers/container.ts';
import type { ContainerSummary } from '../engine/containers/container-summary.ts';
import type { Engine } from '../engine/engine.ts';
import { keptRuns } from '../engine/ownership/collect-garbage.ts';
import { labels } from '../engine/ownership/labels.ts';
import { buildTopology } from '../topology/build-topology.ts';
import type { Topology } from '../topology/topology.ts';
import { type LabRecord, parseLabRecord, recordPath } from './lab-record.ts';

/** A lab on the engine, brought up by any process. */
export interface RunningLab {
  readonly id: string;
  readonly name: string;
  /** Left up on purpose, by `up` or `--keep`. */
  readonly kept: boolean;
  readonly containers: readonly ContainerSummary[];
}

/** All labs on an engine, by their id. */
export async function runningLabs(engine: Engine): Promise<RunningLab[]> {
  const all = await engine.containers({ [labels.run]: true });
  const kept = keptRuns(all);
  const nodes = all.filter((container) => labels.node in container.labels);
  const idOf = (node: ContainerSummary) => node.labels[labels.run] ?? '';
  return [...new Set(nodes.map(idOf))].sort().map((id) => {
    const containers = nodes.filter((node) => idOf(node) === id);
    return { id, name: containers[0]?.labels[labels.lab] ?? '', kept: kept.has(id), containers };
  });
}

/** The container of a node of a lab, if it runs. */
export function containerOf(engine: Engine, lab: RunningLab, node: string): Container | undefined {
  const summary = lab.containers.find(
    (container) => container.labels[labels.node] === node && container.state === 'running',
  );
  return summary && engine.container(summary);
}

/**
 * What a lab wrote about itself into one of its nodes.
 *
 * @throws SwitchoverError (lab-not-ready) when the record is missing: the lab is being brought up or torn down
 */
export async function recordOf(engine: Engine, lab: RunningLab): Promise<LabRecord & { topology: Topology }> {
  const holder = lab.containers.find((container) => labels.records in container.labels);
  if (!holder)
    throw new SwitchoverError(
      'lab-not-ready',
      `${lab.id} is not complete: the node with its record is missing.`,
    );
  const text = (await engine.container(holder).readFile(recordPath)).toString();
  const record = parseLabRecord(text);
  return { ...record, topology: buildTopology(record.definition, record.profile) };
}

/** Removes every container of a lab. */
export async function removeLab(engine: Engine, lab: RunningLab): Promise<void> {
  const all = await engine.containers({ [labels.run]: lab.id });
  await Promise.all(all.map((container) => engine.container(container).remove()));
}
