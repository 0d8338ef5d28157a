import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { type RunningLab, runningLabs } from '../../lab/running-labs.ts';
import { azureLab } from '../../run/live/azure-lab.ts';
import { recordedEvents } from '../../run/live/recorded-events.ts';
import { type AzureView, peersOf, type SeenLab } from './azure-text.ts';

/**
 * Looks at a lab as Azure would, as far as a view needs it.
 *
 * @throws SwitchoverError (lab-not-ready) when the lab is gone, or a node cannot be asked
 */
export async function seenLab(
  engine: Engine,
  id: string,
  view: AzureView,
  signal: AbortSignal,
): Promise<SeenLab> {
  const running = await runningLab(engine, id);
  const lab = await azureLab(engine, running, { signal });
  const peers =
    view === 'advertised-routes'
      ? lab.definition.virtualNetworkGateways.flatMap(({ name }) => peersOf(lab, name))
      : [];
  const advertised = new Map<string, typeof lab>();
  for (const peer of new Set(peers)) advertised.set(peer, await azureLab(engine, running, { peer, signal }));
  const events = view === 'metrics' ? await recordedEvents(engine, running, lab) : [];
  return { lab, events, advertised };
}

/** @throws SwitchoverError (lab-not-ready) when it is gone */
export async function runningLab(engine: Engine, id: string): Promise<RunningLab> {
  const running = (await runningLabs(engine)).find((one) => one.id === id);
  if (!running) throw new SwitchoverError('lab-not-ready', `The lab ${id} is gone.`);
  return running;
}
