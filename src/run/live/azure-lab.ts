import type { AzureLab } from '../../azure-view/azure-lab.ts';
import { parseSpeaker, type Speaker, speakerCommand } from '../../azure-view/speaker.ts';
import type { Engine } from '../../engine/engine.ts';
import { containerOf, type RunningLab } from '../../lab/running-labs.ts';
import { lookAt } from '../../lab/snapshot/look.ts';
import { instancesOf } from '../../topology/find.ts';

/**
 * Looks at a lab that is up as Azure would.
 *
 * @param peer the BGP peer whose advertised routes are asked for
 * @throws SwitchoverError (lab-not-ready) when the lab has no record of itself, or a node cannot be asked
 */
export async function azureLab(
  engine: Engine,
  lab: RunningLab,
  { peer, signal }: { readonly peer?: string | undefined; readonly signal: AbortSignal },
): Promise<AzureLab> {
  const { definition, topology, snapshot, statuses } = await lookAt(engine, lab, signal);
  const answers = await Promise.all(
    instancesOf(topology).map(async ({ name }): Promise<readonly (readonly [string, Speaker])[]> => {
      const answer = await containerOf(engine, lab, name)?.exec(speakerCommand(peer));
      return answer === undefined ? [] : [[name, parseSpeaker(answer.stdout)]];
    }),
  );
  return { definition, topology, snapshot, statuses, speakers: new Map(answers.flat()) };
}
