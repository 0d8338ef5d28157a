import { parseOwner } from '../../../src/base/ownership/owner.js';
import { notYet, ready } from '../../../src/base/until.ts';
import type { Container } from '../../../src/engine/containers/container.ts';
import type { ContainerSummary } from '../../../src/engine/containers/container-summary.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { realEngine } from '../../engine/real-engine.ts';
import { eventually } from '../../eventually.ts';

/** Every container of a run, including helpers. */
export async function containersOfRun(id: string): Promise<ContainerSummary[]> {
  return (await realEngine()).engine.containers({ [labels.run]: id });
}

/** Every container that a process of this machine owns, or owned before it ended. */
export async function containersOfProcess(pid: number): Promise<ContainerSummary[]> {
  const { engine } = await realEngine();
  const all = await engine.containers({ [labels.owner]: true });
  return all.filter((container) => parseOwner(container.labels[labels.owner])?.pid === pid);
}

/** The ids of images without a name that a process of this machine has made: stages of builds. */
export async function imagesOfProcess(pid: number): Promise<string[]> {
  const stages = await (await realEngine()).engine.images.nameless({ [labels.owner]: true });
  return stages.filter((image) => parseOwner(image.labels[labels.owner])?.pid === pid).map(({ id }) => id);
}

/** The names of containers, sorted, for messages and comparisons. */
export const names = (containers: readonly ContainerSummary[]): string[] =>
  containers.map(({ name }) => name).sort();

/** Waits until the container of a node runs. */
export async function nodeOf(id: string, node: string): Promise<Container> {
  const { engine } = await realEngine();
  const running = await eventually(
    `${node} of ${id}`,
    async () => {
      const found = (await containersOfRun(id)).find((container) => container.labels[labels.node] === node);
      return found?.state === 'running' ? ready(found) : notYet(found?.state ?? 'no container');
    },
    { timeoutMs: 60_000, intervalMs: 5 },
  );
  return engine.container(running);
}

/** Kills a node of a run with SIGKILL as soon as it runs, without the program's knowledge. */
export async function killNode(id: string, node: string): Promise<void> {
  await (await nodeOf(id, node)).kill('SIGKILL');
}
