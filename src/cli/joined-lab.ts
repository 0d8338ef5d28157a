import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { findEngine } from '../engine/connection/find-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { joinLab } from '../lab/join-lab.ts';
import type { Lab } from '../lab/lab.ts';
import { type RunningLab, runningLabs } from '../lab/running-labs.ts';
import { commandLine } from './print.ts';
import { selectLab } from './select-lab.ts';

/**
 * Does something to a lab that was left up, and leaves it up.
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
    lab.leave();
  }
}

async function onlyLab(engine: Engine): Promise<RunningLab> {
  const kept = (await runningLabs(engine)).filter((lab) => lab.kept);
  const [first, ...others] = kept;
  if (!first)
    throw new SwitchoverError(
      'wrong-input',
      `No lab is up; ${commandLine('up dual-redundancy')} brings one up.`,
    );
  if (others.length > 0) {
    throw new SwitchoverError(
      'wrong-input',
      `Several labs are up. Say which one is meant: ${kept.map(({ id }) => id).join(' or ')}.`,
    );
  }
  return first;
}
