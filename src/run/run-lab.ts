import { SourcePorts } from '../experiment/traffic/source-ports.ts';
import { Lab } from '../lab/lab.ts';
import { type CheckedRun, checkRun } from './plan-run.ts';
import { prepareLab } from './prepare.ts';
import type { RunRequest } from './request.ts';
import { beginRun, type Place, type RunOutcome, runInLab } from './run-in-lab.ts';
import type { Watch } from './steps.ts';

/**
 * Runs a lab from a request to a saved result: prepares the machine, brings the lab up, breaks it, measures, saves, and
 * tears the lab down, or keeps it when that was asked for.
 *
 * @throws DefinitionError with everything that is wrong with the lab file
 * @throws SwitchoverError for every other expected error; the lab is torn down, and the finished trials are saved
 */
export async function runLab(request: RunRequest, watch: Watch): Promise<RunOutcome> {
  const run = await checkRun(request, watch.onStep);
  const begun = await beginRun(await newPlace(run, watch), run, watch);
  return (await runInLab(begun, () => (request.keep ? 'kept' : 'removed'), watch)).outcome;
}

/**
 * Prepares the machine for a run, which brings the lab up itself.
 *
 * @throws SwitchoverError (environment) when the engine or its kernel cannot run the lab
 */
export async function newPlace({ plan }: CheckedRun, watch: Watch): Promise<Place> {
  const { engine, blueprint } = await prepareLab(plan.lab, watch);
  return { lab: new Lab(engine, blueprint), ports: new SourcePorts(), isUp: false };
}
