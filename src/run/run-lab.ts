import { resultOf } from '../analysis/result-of.ts';
import type { RunResult } from '../analysis/run-result.ts';
import { errorText } from '../base/errors/error-value.ts';
import { SourcePorts } from '../experiment/traffic/source-ports.ts';
import { Lab } from '../lab/lab.ts';
import { bringUpLab, tearDown } from './bring-up.ts';
import { refuseIfImpossible } from './chosen-fault.ts';
import { circumstancesOf } from './circumstances.ts';
import { RunFolder } from './folder/run-folder.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { prepareLab } from './prepare.ts';
import type { RunRequest } from './request.ts';
import { runTrials } from './run-trials.ts';
import type { EndingStep, Watch } from './steps.ts';

/** The end of a run that measured something. */
export interface RunOutcome {
  readonly result: RunResult;
  /** Folder of the run, with the result and everything else that was saved. */
  readonly folder: string;
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
  const startedAt = new Date();
  const { engine, blueprint } = await prepareLab(plan.lab, watch);
  refuseIfImpossible(plan.fault, plan.choice, blueprint);
  const folder = await RunFolder.create(request.folders.runs, blueprint);
  watch.onStep({ step: 'begun', id: blueprint.id, folder: folder.path });
  const lab = new Lab(engine, blueprint);
  let result: RunResult;
  try {
    result = await measure(lab, { request, plan, folder, startedAt }, watch);
    if (request.keep) await lab.keep();
  } catch (error) {
    // The first error is the one that is thrown; an error of the ending is only reported.
    await end(lab, folder, { ...watch, kept: false }).catch((second: unknown) =>
      watch.onStep({ step: 'ending-failed', message: errorText(second) }),
    );
    watch.signal.throwIfAborted();
    throw error;
  }
  await end(lab, folder, { ...watch, kept: request.keep });
  watch.signal.throwIfAborted();
  return { result, folder: folder.path };
}

interface Begun {
  readonly request: RunRequest;
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly startedAt: Date;
}

/** Brings the lab up, runs the trials, and saves the result. */
async function measure(
  lab: Lab,
  { request, plan: { fault, choice }, folder, startedAt }: Begun,
  watch: Watch,
): Promise<RunResult> {
  const times = await bringUpLab(lab, { ...watch, seconds: request.bringUpSeconds });
  const circumstances = await circumstancesOf(lab, { request, fault, choice, times, startedAt });
  const trials = await runTrials(lab, {
    ...watch,
    fault,
    choice,
    trials: request.trials,
    traffic: { ...request.traffic, ports: new SourcePorts() },
    tcp: request.tcp,
    onTrial: async (trial, number) => {
      await folder.saveTrial(number, trial);
      await folder.saveRun(circumstances, number);
    },
  });
  const result = resultOf({ circumstances, trials });
  await folder.saveResult(result, trials);
  return result;
}

/** Saves the logs, and removes the lab whatever else went wrong. */
async function end(
  lab: Lab,
  folder: RunFolder,
  { kept, onStep }: Pick<Watch<EndingStep>, 'onStep'> & { readonly kept: boolean },
): Promise<void> {
  try {
    await folder.saveLogs(lab.output);
  } finally {
    try {
      if (kept) onStep({ step: 'kept', id: lab.blueprint.id });
      else await tearDown(lab, { onStep });
    } finally {
      onStep({ step: 'saved', path: folder.path });
    }
  }
}
