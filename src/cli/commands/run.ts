import type { Command } from 'commander';
import { resultOf } from '../../analysis/result-of.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { latestCalibration } from '../../calibration/saved-calibration.ts';
import type { Limits } from '../../definition/definition.ts';
import type { FaultParameters } from '../../definition/fault-parameters.ts';
import { limitsFor } from '../../definition/limits.ts';
import { formatProblems } from '../../definition/problems/format-problems.ts';
import { type ProfileName, profileNamed } from '../../definition/profile.ts';
import { type TimerChanges, withoutOwnTimers, withTimers } from '../../definition/timers.ts';
import { SourcePorts } from '../../experiment/traffic/source-ports.ts';
import { Lab } from '../../lab/lab.ts';
import type { DataplaneChoice } from '../../nodes/ipsec/choose.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { bringUpLab, prepareLab, tearDown } from '../../run/bring-up-lab.ts';
import { chosenFault, faultsHelp, refuseIfImpossible } from '../../run/chosen-fault.ts';
import { RunFolder } from '../../run/folder/run-folder.ts';
import { readLab } from '../../run/lab-file.ts';
import { machineOf } from '../../run/machine.ts';
import { circumstancesOf } from '../../run/observed-in.ts';
import { runTrials } from '../../run/run-trials.ts';
import { versionsOf } from '../../run/versions.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import { expectedTunnels } from '../../topology/expected-tunnels.ts';
import type { Topology } from '../../topology/topology.ts';
import { trafficEnds } from '../../topology/traffic-ends.ts';
import { printDryRun } from '../dry-run.ts';
import { describeFailure } from '../failure.ts';
import { interruption } from '../interruption.ts';
import { options } from '../options.ts';
import { commandLine, print, tell } from '../print.ts';
import { printLabs } from './list.ts';

interface RunOptions {
  readonly profile: ProfileName;
  readonly dataplane: DataplaneChoice;
  readonly fault: string;
  readonly target?: string;
  readonly with: FaultParameters;
  readonly trials: number;
  readonly dpd?: number;
  readonly bgp?: NonNullable<TimerChanges['bgp']>;
  readonly bfd?: NonNullable<TimerChanges['siteBfd']>;
  readonly expect?: Limits;
  readonly flows: number;
  readonly rate: number;
  readonly tcp: number;
  readonly tcpTimeout?: number;
  readonly keep: boolean;
  readonly timeout: number;
  readonly dryRun: boolean;
  readonly calibrations: string;
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
    .addOption(options.with())
    .addOption(options.trials())
    .addOption(options.expect())
    .addOption(options.dpd())
    .addOption(options.bgp())
    .addOption(options.bfd())
    .addOption(options.dataplane())
    .addOption(options.flows())
    .addOption(options.rate())
    .addOption(options.tcp())
    .addOption(options.tcpTimeout())
    .addOption(options.keep())
    .addOption(options.timeout())
    .addOption(options.dryRun())
    .addOption(options.calibrations())
    .addOption(options.runs())
    .addOption(options.format('table', 'json'))
    .addHelpText('after', () => `\n${faultsHelp()}`)
    .action(run);
}

async function run(name: string | undefined, chosen: RunOptions): Promise<void> {
  if (name === undefined) return printLabs();
  const { definition: written, warnings } = await readLab(name);
  if (warnings.length > 0) tell(formatProblems(warnings));
  // Names of nodes are lower case, whatever the definition calls them.
  const target = chosen.target?.toLowerCase();
  const timers = { dpdTimeoutSeconds: chosen.dpd, bgp: chosen.bgp, siteBfd: chosen.bfd };
  const definition = withoutOwnTimers(written, timers);
  const profile = withTimers(profileNamed(chosen.profile), timers);
  const topology = buildTopology(definition, profile);
  const fault = chosenFault({ name: chosen.fault, target, with: chosen.with }, { definition, topology });
  checkFlows(chosen, topology);
  if (chosen.dryRun) return printDryRun({ definition, profile, dataplane: chosen.dataplane });

  const signal = interruption();
  const startedAt = new Date();
  const { engine, blueprint } = await prepareLab(
    { definition, profile, dataplane: chosen.dataplane },
    signal,
  );
  refuseIfImpossible(fault, { target, with: chosen.with }, blueprint);
  const folder = await RunFolder.create(chosen.runs, blueprint);
  const lab = new Lab(engine, blueprint);
  let text: string;
  try {
    const times = await bringUpLab(lab, { timeoutMs: chosen.timeout * 1000, signal });
    const versions = await versionsOf(lab);
    const { flows, rate, trials: rounds } = chosen;
    const limits =
      chosen.expect ??
      limitsFor(definition, { fault: fault.name, target, parameters: chosen.with, profile: chosen.profile });
    const tcp = { connections: chosen.tcp, timeoutSeconds: chosen.tcpTimeout ?? 0 };
    const calibration = await latestCalibration(chosen.calibrations, {
      machine: await machineOf(engine),
      dataplane: blueprint.dataplane,
    });
    const circumstances = circumstancesOf({
      lab,
      fault,
      limits,
      flows,
      rate,
      tcp,
      rounds,
      calibration,
      times,
      versions,
      startedAt,
    });
    const trials = await runTrials(lab, {
      fault,
      target,
      with: chosen.with,
      rounds,
      traffic: { flows, rate, ports: new SourcePorts() },
      tcp,
      onEnd: async (trial, number) => {
        await folder.saveTrial(number, trial);
        await folder.saveRun(circumstances, number);
      },
      signal,
    });
    const result = resultOf({ circumstances, trials });
    await folder.saveResult(result, trials);
    text = chosen.format === 'json' ? JSON.stringify(result, null, 2) : `\n${terminalReport(result)}`;
    process.exitCode = codes[result.verdict.outcome];
    if (chosen.keep) await lab.keep();
  } catch (error) {
    // What went wrong first is the error; what goes wrong while tidying up is only told.
    await ending(lab, folder, false).catch((second: unknown) => tell(describeFailure(second).text));
    signal.throwIfAborted();
    throw error;
  }
  await ending(lab, folder, chosen.keep);
  signal.throwIfAborted();
  print(text);
}

/** Fewer flows than tunnels can never use all of them. */
function checkFlows({ flows }: RunOptions, topology: Topology): void {
  const { near, far } = trafficEnds(topology);
  const hops = [expectedTunnels(topology, near, far), expectedTunnels(topology, far, near)].flat();
  const needed = Math.max(...hops.map((tunnels) => tunnels.length));
  if (flows >= needed) return;
  throw new SwitchoverError(
    'wrong-input',
    `${topology.lab} has ${needed} tunnels; ${flows} flows cannot use all of them. Use more --flows.`,
  );
}

const codes: Readonly<Record<RunResult['verdict']['outcome'], number>> = {
  passed: exitCodes.passed.code,
  failed: exitCodes.failed.code,
  'nothing-measured': exitCodes['nothing-measured'].code,
};

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
