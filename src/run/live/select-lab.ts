import type { Engine } from '../../engine/engine.ts';
import type { Lab } from '../../lab/lab.ts';
import { type RunningLab, runningLabs } from '../../lab/running-labs.ts';
import { labNames } from '../lab-file.ts';
import { chooseLab, chooseOnlyLab, shortestName } from './choose-lab.ts';

/**
 * The running lab with this name or id. A lab that belongs to a run in progress can be looked at by its name; to change
 * it, one has to give its id (`keptOnly`).
 *
 * @throws SwitchoverError (wrong-input) when there is none, or several of that name
 */
export async function selectLab(
  engine: Engine,
  nameOrId: string,
  { keptOnly = false }: { readonly keptOnly?: boolean } = {},
): Promise<RunningLab> {
  return chooseLab(await runningLabs(engine), { nameOrId, keptOnly, known: await labNames() });
}

/**
 * The lab that was left up, when it is the only one.
 *
 * @throws SwitchoverError (wrong-input) when there is none, or more than one
 */
export const onlyLab = async (engine: Engine): Promise<RunningLab> =>
  chooseOnlyLab(await runningLabs(engine));

/** How a person names a lab that is up in a command. */
export const nameOf = async ({ engine, blueprint: { id, definition } }: Lab): Promise<string> =>
  shortestName({ id, name: definition.name }, await runningLabs(engine));
