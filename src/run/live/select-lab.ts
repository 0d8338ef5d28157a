import { commandLine } from '../../base/command-line.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { type RunningLab, runningLabs } from '../../lab/running-labs.ts';

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
  const labs = await runningLabs(engine);
  const [first, ...others] = labs.filter(
    ({ id, name, kept }) => id === nameOrId || (name === nameOrId && (kept || !keptOnly)),
  );
  if (!first) {
    const up = labs.length === 0 ? 'No lab is up' : `Up: ${idsOf(labs).join(', ')}`;
    throw refusal(
      `The lab "${nameOrId}" is not up. ${up}; ${commandLine(`up ${nameOrId}`)} brings it up.`,
      nameOrId,
    );
  }
  if (others.length === 0) return first;
  const ids = idsOf([first, ...others]).join(', ');
  throw refusal(`Several labs with the name ${nameOrId} are up. Say which one: ${ids}.`, nameOrId);
}

/**
 * The lab that was left up, when it is the only one.
 *
 * @throws SwitchoverError (wrong-input) when there is none, or more than one
 */
export async function onlyLab(engine: Engine): Promise<RunningLab> {
  const kept = (await runningLabs(engine)).filter((lab) => lab.kept);
  const [first, ...others] = kept;
  if (!first) throw refusal(`No lab is up; ${commandLine('up dual-redundancy')} brings one up.`);
  if (others.length === 0) return first;
  throw refusal(`Several labs are up. Say which one: ${idsOf(kept).join(' or ')}.`);
}

const idsOf = (labs: readonly RunningLab[]): string[] => labs.map(({ id }) => id);

const refusal = (message: string, lab?: string) =>
  new SwitchoverError('wrong-input', message, lab === undefined ? {} : { lab });
