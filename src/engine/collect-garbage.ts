import type { ContainerSummary, Engine } from './engine.ts';
import { labels } from './labels.ts';
import { type OwnerState, ownerState, parseOwner } from './ownership.ts';

/** A container of ours whose owner is dead and which nobody wanted to keep. */
export type Leftover = ContainerSummary;

/** What killed runs left on the engine. */
export async function leftovers(engine: Engine): Promise<Leftover[]> {
  const ours = await engine.containers({ [labels.owner]: true });
  const kept = keptRuns(ours);
  return ours.filter((container) => isLeftover(container, kept));
}

export interface Collected {
  readonly removed: readonly Leftover[];
  /** What could not be removed, and why. */
  readonly stubborn: readonly { readonly container: Leftover; readonly reason: string }[];
}

/**
 * Removes what killed runs left. Containers without our labels are never touched, nor those of a lab that is kept,
 * that have a living owner, or whose owner is on another machine.
 */
export async function collectGarbage(engine: Engine): Promise<Collected> {
  const found = await leftovers(engine);
  const results = await Promise.allSettled(found.map((container) => engine.container(container).remove()));
  return {
    removed: found.filter((_, index) => results[index]?.status === 'fulfilled'),
    stubborn: found.flatMap((container, index) => {
      const result = results[index];
      return result?.status === 'rejected' ? [{ container, reason: String(result.reason) }] : [];
    }),
  };
}

/** Runs that have a marker: they were left up on purpose, and were complete when that was decided. */
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
  if (kept.has(own[labels.run] ?? '')) return false;
  const owner = parseOwner(own[labels.owner]);
  return owner !== undefined && abandoned(stateOf(owner), state);
}

function abandoned(owner: OwnerState, containerState: string): boolean {
  switch (owner) {
    case 'dead':
      return true;
    case 'rebooted':
      // Nothing of ours survives a reboot of its engine running. What runs belongs to another machine that shares
      // both this one's name and its engine.
      return containerState !== 'running';
    case 'alive':
    case 'elsewhere':
      return false;
  }
}
