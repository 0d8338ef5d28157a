import type { ContainerSummary, Engine } from './engine.ts';
import { labels } from './labels.ts';
import { type OwnerState, ownerState, parseOwner } from './ownership.ts';

/** A container of ours whose owner is dead and which nobody wanted to keep. */
export type Leftover = ContainerSummary;

/** What killed runs left on the engine. */
export async function leftovers(engine: Engine): Promise<Leftover[]> {
  const ours = await engine.containers({ [labels.owner]: true });
  return ours.filter((container) => isLeftover(container));
}

/**
 * Removes what killed runs left. Containers without our labels are never touched, nor those that are kept, that
 * have a living owner, or whose owner is on another machine.
 *
 * @returns what was removed
 */
export async function collectGarbage(engine: Engine): Promise<Leftover[]> {
  const found = await leftovers(engine);
  await Promise.all(found.map((container) => engine.container(container).remove()));
  return found;
}

/** Whether a container may be removed. */
export function isLeftover(
  { labels: own, state }: Pick<ContainerSummary, 'labels' | 'state'>,
  stateOf: typeof ownerState = ownerState,
): boolean {
  if (labels.kept in own) return false;
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
