import { findEngine } from '../../../engine/connection/find-engine.ts';
import { type RecordedRun, recordedRun } from '../../../run/folder/recorded-run.ts';
import { interruption } from '../../../run/interruption.ts';
import { azureLab } from '../../../run/live/azure-lab.ts';
import { recordedEvents } from '../../../run/live/recorded-events.ts';
import { option } from '../../option.ts';
import { chosenLab } from './az-command.ts';

/** A run in place of a lab that is up. */
export const savedRun = () =>
  option('--run <run>', 'a saved run in place of a lab that is up, by its id or the path of its folder');

/** What the instances of a saved run noticed, or of a lab that is up. */
export async function recorded({
  run,
  runs,
  lab: name,
}: {
  readonly run?: string | undefined;
  readonly runs: string;
  readonly lab?: string | undefined;
}): Promise<RecordedRun> {
  if (run !== undefined) return recordedRun(run, runs);
  const { signal } = interruption();
  const { engine } = await findEngine();
  const running = await chosenLab(engine, { lab: name });
  const lab = await azureLab(engine, running, { signal });
  return { ...lab, events: await recordedEvents(engine, running, lab) };
}
