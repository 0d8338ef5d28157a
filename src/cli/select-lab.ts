import type { Engine } from '../engine/engine.ts';
import { type RunningLab, runningLabs } from '../lab/running-labs.ts';
import { UsageError } from './failure.ts';

/**
 * The running lab that somebody means by its name or its id.
 *
 * @throws UsageError when there is none, or several of that name
 */
export async function selectLab(engine: Engine, nameOrId: string): Promise<RunningLab> {
  const labs = await runningLabs(engine);
  const [first, ...others] = labs.filter(({ id, name }) => id === nameOrId || name === nameOrId);
  if (!first) {
    const up = labs.length === 0 ? 'No lab is up' : `Up: ${labs.map(({ id }) => id).join(', ')}`;
    throw new UsageError(
      `The lab "${nameOrId}" is not up. ${up}; \`switchover up ${nameOrId}\` brings it up.`,
    );
  }
  if (others.length > 0) {
    const ids = [first, ...others].map(({ id }) => id).join(', ');
    throw new UsageError(`Several labs are up by the name ${nameOrId}. Say which one: ${ids}.`);
  }
  return first;
}
