import { resultOf } from '../analysis/result-of.ts';
import type { RunResult } from '../analysis/run-result.ts';
import { errorText } from '../base/errors/error-value.ts';
import { privateFolder } from '../base/files/private-file.ts';
import { Saving } from '../base/files/saving.ts';
import { SourcePorts } from '../experiment/traffic/source-ports.ts';
import { Lab } from '../lab/lab.ts';
import { bringUpLab, tearDown } from './bring-up.ts';
import { refuseIfImpossible } from './chosen-fault.ts';
import { circumstancesOf } from './circumstances.ts';
import { refuseWithoutTraffic, usualFlows } from './fit-traffic.ts';
import { RunFolder } from './folder/run-folder.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { prepareLab } from './prepare.ts';
import type { RunRequest, Traffic } from './request.ts';
import { runTrials } from './run-trials.ts';
import type { EndingStep, Watch } from './steps.ts';

/** The end of a run that measured something. */
export interface RunOutcome {
  readonly result: RunResult;
  /** Folder of the run, with the result and everything else that was saved. */
  readonly folder: string;
  /** Why something of the run could not be saved. Absent: everything is in the folder. */
  readonly notSaved?: string | undefined;
}

/**
 * Runs a lab from a request to a saved result: prepares the machine, brings the lab up, breaks it, measures, saves, and
 * tears the lab down, or keeps it when that was asked for.
 *
 * @throws DefinitionError with everything that is wrong with the lab file
 * @throws SwitchoverError for every other expected error; the lab is torn down, and the finished trials are saved
 */
export async function runLab(request: RunRequest, watch: Watch): Promise<RunOutcome> {
  const plan = await planRun(request, watch.onStep);
  // Before anything that takes long: an image may have to be built.
  await privateFolder(request.folders.runs);
  refuseWithoutTraffic(plan.lab.definition);
  const traffic = { ...request.traffic, flows: request.traffic.flows ?? usualFlows(plan.lab.definition) };
  const startedAt = new Date();
  const { engine, blueprint } = await prepareLab(plan.lab, watch);
  refuseIfImpossible(plan.fault, plan.choice, blueprint);
  const folder = await RunFolder.create(request.folders.runs, blueprint);
  watch.onStep({ step: 'begun', id: blueprint.id, folder: folder.path });
  const lab = new Lab(engine, blueprint);
  const saving = new Saving();
  let result: RunResult;
  try {
    result = await measure(lab, { request, plan, traffic, folder, saving, startedAt }, watch);
    if (request.keep) await lab.keep();
  } catch (error) {
    // The first error is the one that is thrown; an error of the ending is only reported.
    await end(lab, folder, { ...watch, saving, kept: false }).catch((second: unknown) =>
      watch.onStep({ step: 'ending-failed', message: errorText(second) }),
    );
    if (saving.problem !== undefined) watch.onStep({ step: 'ending-failed', message: saving.problem });
    watch.signal.throwIfAborted();
    throw error;
  }
  await end(lab, folder, { ...watch, saving, kept: request.keep });
  watch.signal.throwIfAborted();
  return { result, folder: folder.path, notSaved: saving.problem };
}

interface Begun {
  readonly request: RunRequest;
  readonly plan: RunPlan;
  readonly traffic: Traffic;
  readonly folder: RunFolder;
  readonly saving: Saving;
  readonly startedAt: Date;
}

/** Brings the lab up, runs the trials, and saves the result. */
async function measure(
  lab: Lab,
  { request, plan: { fault, choice, turns }, traffic, folder, saving, startedAt }: Begun,
  watch: Watch,
): Promise<RunResult> {
  const times = await bringUpLab(lab, { ...watch, seconds: request.bringUpSeconds });
  const circumstances = await circumstancesOf(lab, { request, traffic, fault, choice, times, startedAt });
  const trials = await runTrials(lab, {
    ...watch,
    fault,
    choice,
    turns,
    firstTrial: (turns.from - 1) * circumstances.run.targets + 1,
    traffic: { ...traffic, ports: new SourcePorts() },
    tcp: request.tcp,
    onTrial: (trial, numbers) =>
      saving.attempt(async () => {
        await folder.saveTrial(trial);
        await folder.saveRun(circumstances, numbers);
      }),
  });
  const result = resultOf({ circumstances, trials });
  await saving.attempt(() => folder.saveResult(result, trials));
  return result;
}

interface Ending extends Pick<Watch<EndingStep>, 'onStep'> {
  readonly saving: Saving;
  /** Whether the lab stays up. */
  readonly kept: boolean;
}

/** Saves the logs, and removes the lab whatever else went wrong. */
async function end(lab: Lab, folder: RunFolder, { saving, kept, onStep }: Ending): Promise<void> {
  try {
    await saving.attempt(() => folder.saveLogs(lab.output));
  } finally {
    try {
      if (kept) onStep({ step: 'kept', id: lab.blueprint.id });
      else await tearDown(lab, { onStep });
    } finally {
      onStep({ step: 'saved', path: folder.path });
    }
  }
}
