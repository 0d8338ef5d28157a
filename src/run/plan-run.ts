import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { privateFolder } from '../base/files/private-file.ts';
import { profileNamed } from '../definition/profile.ts';
import { discord } from '../definition/settings.ts';
import { withoutOwnTimers, withTimers } from '../definition/timers.ts';
import type { AnyFault } from '../faults/kit/fault.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { chosenFault } from './chosen-fault.ts';
import { refuseWithoutTraffic, usualFlows } from './fit-traffic.ts';
import { readLab } from './lab-file.ts';
import type { LabPlan } from './prepare.ts';
import type { FaultChoice, LabRequest, RunRequest, Traffic } from './request.ts';
import type { LabFileStep, Watch } from './steps.ts';
import { type Turns, turnsOf } from './turns.ts';

/** A run that has passed all checks that need no engine. */
export interface RunPlan {
  readonly lab: LabPlan;
  readonly fault: AnyFault;
  /** With the target in lower case, as names of nodes are. */
  readonly choice: FaultChoice;
  readonly turns: Turns;
}

/** A run that can begin as soon as the machine is ready. */
export interface CheckedRun {
  readonly request: RunRequest;
  readonly plan: RunPlan;
  readonly traffic: Traffic;
  readonly startedAt: Date;
}

/**
 * Checks everything that needs no engine, and makes the folder for results: before anything that takes long, because an
 * image may have to be built.
 *
 * @throws DefinitionError with everything that is wrong with the lab file
 * @throws SwitchoverError (wrong-input) when the fault does not fit the lab, or when there is no traffic to measure
 */
export async function checkRun(request: RunRequest, onStep: OnStep): Promise<CheckedRun> {
  const plan = await planRun(request, onStep);
  await privateFolder(request.folders.runs);
  const { definition } = plan.lab;
  refuseWithoutTraffic(definition);
  const traffic = { ...request.traffic, flows: request.traffic.flows ?? usualFlows(definition) };
  return { request, plan, traffic, startedAt: new Date() };
}

type OnStep = Watch<LabFileStep>['onStep'];

/**
 * Reads the lab and checks everything that can be checked before an engine is asked, except for its traffic.
 *
 * @throws DefinitionError with everything that is wrong with the lab file
 * @throws SwitchoverError (wrong-input) when the fault does not fit the lab, or the shard not the number of trials
 */
export async function planRun(request: RunRequest, onStep: OnStep): Promise<RunPlan> {
  const turns = turnsOf(request.trials, request.shard);
  const lab = await planLab(request, onStep);
  const topology = buildTopology(lab.definition, lab.profile);
  const choice = { ...request.fault, target: request.fault.target?.toLowerCase() };
  const fault = chosenFault(choice, { definition: lab.definition, topology });
  return { lab, fault, choice, turns };
}

/** Reads the lab, and gives it the timers that were asked for. */
export async function planLab(
  { lab, profile, timers = {}, dataplane }: LabRequest,
  onStep: OnStep,
): Promise<LabPlan> {
  const { definition, warnings } =
    typeof lab === 'string' ? await readLab(lab) : { definition: lab, warnings: [] };
  if (warnings.length > 0) onStep({ step: 'warnings', problems: warnings });
  const changed = withTimers(profileNamed(profile), timers);
  const problem = discord(changed);
  if (problem !== undefined) throw new SwitchoverError('wrong-input', problem);
  return { definition: withoutOwnTimers(definition, timers), profile: changed, dataplane };
}
