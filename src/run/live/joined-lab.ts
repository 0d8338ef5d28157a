import { findEngine } from '../../engine/connection/find-engine.ts';
import { joinLab } from '../../lab/join-lab.ts';
import type { Lab } from '../../lab/lab.ts';
import { onlyLab, selectLab } from './select-lab.ts';

/**
 * Works on a lab that was left up, and leaves it up.
 *
 * @param nameOrId undefined: the only one
 * @throws SwitchoverError (wrong-input) when there is none, or more than one that could be meant
 */
export async function withJoinedLab<T>(
  nameOrId: string | undefined,
  work: (lab: Lab) => Promise<T>,
): Promise<T> {
  const { engine } = await findEngine();
  const running =
    nameOrId === undefined ? await onlyLab(engine) : await selectLab(engine, nameOrId, { keptOnly: true });
  const lab = await joinLab(engine, running);
  try {
    return await work(lab);
  } finally {
    await lab.leave();
  }
}
