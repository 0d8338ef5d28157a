import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Engine } from '../engine/engine.ts';
import { type RunningLab, runningLabs } from '../lab/running-labs.ts';
import { commandLine } from './print.ts';

/**
 * The running lab that somebody means by its name or its id. A lab that belongs to a run in progress may be looked
 * at by its name; to do something to it takes its id (`keptOnly`).
 *
 * @throws SwitchoverError (wrong-input) when there is none, or several of that name
 */
export async function selectLab(
  engine: Engine,
  nameOrId: string,
  { keptOnly = false }: { readonly keptOnly?: boolean } = {},
): Promise<RunningLab> {
  const labs = await runningLabs(engine);
  const [first, ...others] = labs.filter(
    ({ id, name, kept }) => id === nameOrId || (name === nameOrId && (kept || !keptOnly)),
  );
  if (!first) {
    const up = labs.length === 0 ? 'No lab is up' : `Up: ${labs.map(({ id }) => id).join(', ')}`;
    throw new SwitchoverError(
      'wrong-input',
      `The lab "${nameOrId}" is not up. ${up}; ${commandLine(`up ${nameOrId}`)} brings it up.`,
    );
  }
  if (others.length > 0) {
    const ids = [first, ...others].map(({ id }) => id).join(', ');
    throw new SwitchoverError(
      'wrong-input',
      `Several labs are up by the name ${nameOrId}. Say which one: ${ids}.`,
    );
  }
  return first;
}
