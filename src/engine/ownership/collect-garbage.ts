import { type OwnerState, ownerState, parseOwner } from '../../base/ownership/owner.js';
import type { ContainerSummary } from '../containers/container-summary.ts';
import type { Engine } from '../engine.ts';
import { imageName } from '../images/image-name.ts';
import { labels } from './labels.ts';

/** Something of ours whose owner is dead, and that does not belong to a lab that is kept up. */
export interface Leftover {
  /** An `image` is a stage of a build. */
  readonly kind: 'container' | 'image';
  readonly id: string;
  readonly name: string;
}

/** What killed runs and builds left on the engine. */
export async function leftovers(engine: Engine): Promise<Leftover[]> {
  const [containers, images] = await Promise.all([
    engine.containers({ [labels.owner]: true }),
    engine.images.nameless({ [labels.owner]: true }),
  ]);
  const without = containers.filter((container) => isLeftover(container, new Set()));
  // Asked after the owners: a dead owner marks nothing as kept any more, but it may have done so just before its end.
  const kept =
    without.length === 0 ? new Set<string>() : keptRuns(await engine.containers({ [labels.kept]: true }));
  return [
    ...without
      .filter((container) => isLeftover(container, kept))
      .map(({ id, name }) => ({ kind: 'container' as const, id, name })),
    ...images
      .filter(({ labels: own }) => isLeftover({ labels: own, state: 'image' }, kept))
      .map(({ id }) => ({ kind: 'image' as const, id, name: imageName({ id, tags: [] }) })),
  ];
}

export interface Collected {
  readonly removed: readonly Leftover[];
  /** What could not be removed, and why. */
  readonly stubborn: readonly { readonly leftover: Leftover; readonly reason: string }[];
}

/**
 * Removes what killed runs left. Never touches anything without our labels, of a lab that is kept up, with a living
 * owner, or with an owner on another machine.
 */
export async function collectGarbage(engine: Engine): Promise<Collected> {
  const found = await leftovers(engine);
  const of = (wanted: Leftover['kind']) => found.filter(({ kind }) => kind === wanted);
  // An image can only be removed after its containers.
  const results = [
    ...(await attempt(of('container'), ({ id, name }) => engine.container({ id, name, state: '' }).remove())),
    ...(await attempt(of('image'), ({ id }) => engine.images.remove(id))),
  ];
  return {
    removed: results.flatMap(({ leftover, reason }) => (reason === undefined ? [leftover] : [])),
    stubborn: results.flatMap(({ leftover, reason }) => (reason === undefined ? [] : [{ leftover, reason }])),
  };
}

function attempt(found: readonly Leftover[], remove: (leftover: Leftover) => Promise<unknown>) {
  return Promise.all(
    found.map(async (leftover) => {
      try {
        await remove(leftover);
        return { leftover };
      } catch (error) {
        return { leftover, reason: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

/** Runs with a marker: they stay up on purpose, and were complete when they were marked. */
export function keptRuns(containers: readonly Pick<ContainerSummary, 'labels'>[]): Set<string> {
  return new Set(
    containers.flatMap(({ labels: own }) => (labels.kept in own ? [own[labels.run] ?? ''] : [])),
  );
}

/** Whether a container may be removed. */
export function isLeftover(
  { labels: own, state }: Pick<ContainerSummary, 'labels' | 'state'>,
  kept: ReadonlySet<string>,
  stateOf: typeof ownerState = ownerState,
): boolean {
  // A kept lab has no helper of its own: only commands that work on it have.
  if (own[labels.role] !== 'helper' && kept.has(own[labels.run] ?? '')) return false;
  const owner = parseOwner(own[labels.owner]);
  return owner !== undefined && abandoned(stateOf(owner), state);
}

function abandoned(owner: OwnerState, containerState: string): boolean {
  switch (owner) {
    case 'dead':
      return true;
    case 'rebooted':
      // None of our containers runs after a reboot of its engine. One that runs belongs to another machine of the same
      // name that uses the same engine.
      return containerState !== 'running';
    case 'alive':
    case 'elsewhere':
      return false;
  }
}
