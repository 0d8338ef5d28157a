import { errorText } from '../base/errors/error-value.ts';
import { Lab } from '../lab/lab.ts';
import { bringUpLab, tearDown } from './bring-up.ts';
import { nameOf } from './live/select-lab.ts';
import { planLab } from './plan-run.ts';
import { prepareLab } from './prepare.ts';
import type { LabRequest } from './request.ts';
import type { Watch } from './steps.ts';

export interface KeptLab {
  readonly id: string;
  /** The shortest text by which commands know it. */
  readonly name: string;
}

/**
 * Brings a lab up, and leaves it up for other commands.
 *
 * @throws DefinitionError with everything that is wrong with the lab file
 * @throws SwitchoverError for every other expected error; nothing of the lab is left then
 */
export async function keepLab(request: LabRequest, watch: Watch): Promise<KeptLab> {
  const plan = await planLab(request, watch.onStep);
  const { engine, blueprint } = await prepareLab(plan, watch);
  const lab = new Lab(engine, blueprint);
  try {
    await bringUpLab(lab, { ...watch, seconds: request.bringUpSeconds });
    watch.signal.throwIfAborted();
    await lab.keep();
  } catch (error) {
    await tearDown(lab, watch).catch((second: unknown) =>
      watch.onStep({ step: 'ending-failed', message: errorText(second) }),
    );
    watch.signal.throwIfAborted();
    throw error;
  }
  return { id: blueprint.id, name: await nameOf(lab) };
}
