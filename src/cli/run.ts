import type { Command } from 'commander';
import { resultOf } from '../analysis/observed.ts';
import type { RunResult } from '../analysis/run-result.ts';
import type { DataplaneChoice } from '../dataplane/choose.ts';
import { formatProblems } from '../definition/format-problems.ts';
import { type ProfileName, profileNamed } from '../definition/profile.ts';
import { type EndedTrial, runTrial, type TrialStep } from '../experiment/trial.ts';
import { faultNamed } from '../faults/catalogue.ts';
import type { Fault } from '../faults/fault.ts';
import { Lab } from '../lab/lab.ts';
import { RunFolder } from '../report/run-folder.ts';
import { terminalReport } from '../report/terminal.ts';
import { buildTopology } from '../topology/build-topology.ts';
import type { Topology } from '../topology/topology.ts';
import { bringUpLab, prepareLab, tearDown } from './bring-up-lab.ts';
import { printDryRun } from './dry-run.ts';
import { exitCode } from './exit-code.ts';
import { UsageError } from './failure.ts';
import { interruption } from './interruption.ts';
import { readLab } from './lab-file.ts';
import { printLabs } from './list.ts';
import { observedIn } from './observed-in.ts';
import { options } from './options.ts';
import { commandLine, print, tell } from './print.ts';
import { step } from './tasks.ts';
import { versionsOf } from './versions.ts';

interface RunOptions {
  readonly profile: ProfileName;
  readonly dataplane: DataplaneChoice;
  readonly fault: string;
  readonly target?: string;
  readonly flows: number;
  readonly rate: number;
  readonly keep: boolean;
  readonly timeout: number;
  readonly dryRun: boolean;
  readonly runs: string;
  readonly format: 'table' | 'json';
}

export function addRun(program: Command): void {
  program
    .command('run')
    .summary('bring a lab up, break something, measure, tear it down')
    .description(
      'Brings a lab up, sends steady traffic through every tunnel, breaks something at a random moment, and reports how long traffic was interrupted, for whom and why.',
    )
    .argument('[lab]', 'name of a lab, or path of a lab file; without it, the labs are listed')
    .addOption(options.profile())
    .addOption(options.fault())
    .addOption(options.target())
    .addOption(options.dataplane())
    .addOption(options.flows())
    .addOption(options.rate())
    .addOption(options.keep())
    .addOption(options.timeout())
    .addOption(options.dryRun())
    .addOption(options.runs())
    .addOption(options.format('table', 'json'))
    .action(run);
}

async function run(name: string | undefined, chosen: RunOptions): Promise<void> {
  if (name === undefined) return printLabs();
  const { definition, warnings } = await readLab(name);
  if (warnings.length > 0) tell(formatProblems(warnings));
  const profile = profileNamed(chosen.profile);
  const topology = buildTopology(definition);
  const { fault, target } = chosenFault(chosen, topology);
  checkFlows(chosen, topology);
  if (chosen.dryRun) return printDryRun({ definition, profile, dataplane: chosen.dataplane });

  const signal = interruption();
  const startedAt = new Date();
  const { engine, blueprint } = await prepareLab(
    { definition, profile, dataplane: chosen.dataplane },
    signal,
  );
  const folder = await RunFolder.create(chosen.runs, blueprint);
  const lab = new Lab(engine, blueprint);
  let text: string;
  try {
    const times = await bringUpLab(lab, { timeoutMs: chosen.timeout * 1000, signal });
    const versions = await versionsOf(lab);
    const trial = await watchTrial(lab, { fault, target }, chosen, signal);
    if (trial.repairFailure) tell(`${target} did not come back: ${trial.repairFailure.message}`);
    const observed = observedIn({ lab, fault, trial, times, versions, startedAt });
    await folder.saveObserved(observed);
    const result = resultOf(observed);
    await folder.saveResult(result);
    text = chosen.format === 'json' ? JSON.stringify(result, null, 2) : `\n${terminalReport(result)}`;
    process.exitCode = exitCodeOf(result);
    if (chosen.keep) await lab.keep();
  } catch (error) {
    // What went wrong first is the error; what goes wrong while tidying up is only told.
    await ending(lab, folder, false).catch((second: unknown) => tell(String(second)));
    throw error;
  }
  await ending(lab, folder, chosen.keep);
  signal.throwIfAborted();
  print(text);
}

/** What is to break, and where: judged before anything is started. */
function chosenFault({ fault: name, target: wanted }: RunOptions, topology: Topology) {
  const fault = faultNamed(name);
  if (!fault) throw new UsageError(`There is no fault "${name}".`);
  const target = wanted ?? fault.defaultTarget(topology);
  if (target === undefined) throw new UsageError(`${topology.lab} has nothing that ${name} could happen to.`);
  const objection = fault.check(topology, target);
  if (objection !== undefined) throw new UsageError(objection);
  return { fault, target };
}

/** Fewer flows than tunnels can never use all of them. */
function checkFlows({ flows }: RunOptions, { lab, tunnels }: Topology): void {
  if (flows >= tunnels.length) return;
  throw new UsageError(
    `${lab} has ${tunnels.length} tunnels; ${flows} flows cannot use all of them. Use more --flows.`,
  );
}

function exitCodeOf({ trial }: RunResult): number {
  if (!trial.quality.valid) return exitCode.nothingMeasured;
  const recovered = trial.directions.every(({ flowsNotRecovered }) => flowsNotRecovered === 0);
  return recovered && trial.redundancyRestoredMs !== null ? exitCode.ok : exitCode.limitMissed;
}

/** The logs are saved and the lab is gone, whatever else went wrong. */
async function ending(lab: Lab, folder: RunFolder, kept: boolean): Promise<void> {
  try {
    await folder.saveLogs(lab.output);
  } finally {
    if (kept) tell(`The lab stays up; ${commandLine(`down ${lab.blueprint.id}`)} removes it.`);
    else await tearDown(lab);
    tell(`Results: ${folder.path}`);
  }
}

/** Runs the trial with a progress line for each of its parts. */
function watchTrial(
  lab: Lab,
  { fault, target }: { readonly fault: Fault; readonly target: string },
  chosen: RunOptions,
  signal: AbortSignal,
): Promise<EndedTrial> {
  return step(`${fault.name} of ${target}`, (say) =>
    lab.whileAlive(() =>
      runTrial(lab, {
        fault,
        target,
        traffic: { flows: chosen.flows, rate: chosen.rate },
        signal,
        onStep: (now) => say(describe(now)),
      }),
    ),
  );
}

function describe(now: TrialStep): string {
  switch (now.step) {
    case 'traffic':
      return `starting flows over every tunnel${now.attempt > 1 ? `, with new ports (${now.attempt})` : ''}`;
    case 'settling':
      return `${Math.ceil(now.seconds)} s: all flows steady, waiting for a random moment`;
    case 'fault':
      return `${now.name} of ${now.target}`;
    case 'watching': {
      const { 'azure-to-site': outward, 'site-to-azure': inward } = now.silent;
      const flows =
        outward + inward > 0 ? `silent: ${outward} flows to the site, ${inward} to Azure` : 'all flows back';
      const missing = now.missing.length > 0 ? 'redundancy not yet restored' : 'redundancy restored';
      return `${Math.floor(now.seconds)} s: ${flows}, ${missing}`;
    }
    case 'collecting':
      return 'collecting what was recorded';
  }
}
