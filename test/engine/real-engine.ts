import { randomUUID } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { ownerLabel, thisOwner } from '../../src/base/ownership/owner.js';
import { notYet, ready } from '../../src/base/until.ts';
import type { Container } from '../../src/engine/containers/container.ts';
import type { ContainerSpec } from '../../src/engine/containers/container-spec.ts';
import type { ContainerState } from '../../src/engine/containers/container-state.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { prepareEnvironment } from '../../src/setup/prepare.ts';
import { eventually } from '../eventually.ts';

export interface RealEngine {
  readonly engine: Engine;
  readonly image: string;
}

let prepared: Promise<RealEngine> | undefined;

/** The engine of this machine, found as a run finds it, with the node image. */
export function realEngine(): Promise<RealEngine> {
  prepared ??= prepareEnvironment({ progress: () => {} }).then(({ engine, nodeImage }) => ({
    engine,
    image: nodeImage,
  }));
  return prepared;
}

/** A container that belongs to this process and is removed with the test. */
export async function testContainer(
  t: ExecutionContext,
  script: string,
  changes: Partial<ContainerSpec> = {},
): Promise<Container> {
  const { engine, image } = await realEngine();
  const container = await engine.createContainer({
    name: `switchover-test-${randomUUID().slice(0, 8)}`,
    hostname: 'test',
    image,
    command: ['sh', '-c', script],
    labels: { [labels.role]: 'test', [labels.owner]: ownerLabel(thisOwner()) },
    network: 'none',
    ...changes,
  });
  t.teardown(() => container.remove());
  return container;
}

/** The state of a container after it has ended. */
export function ended(container: Container): Promise<ContainerState> {
  const look = async () => {
    const state = await container.state();
    return state.running || state.status === 'created' ? notYet(state.status) : ready(state);
  };
  return eventually(`The end of ${container.name}`, look, { timeoutMs: 10_000, intervalMs: 10 });
}
