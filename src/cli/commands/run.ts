import { Command } from '@commander-js/extra-typings';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { exitCodeOf } from '../../run/exit-code-of.ts';
import { resultFormat } from '../../run/folder/formats.ts';
import { interruption } from '../../run/interruption.ts';
import { planRun } from '../../run/plan-run.ts';
import type { RunRequest } from '../../run/request.ts';
import { runLab } from '../../run/run-lab.ts';
import { dryRunText } from '../dry-run.ts';
import { faultsHelp } from '../faults-help.ts';
import { knownLabs, labTable } from '../known-labs.ts';
import { toldNotSaved } from '../not-saved.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';
import { runSettings, withRunOptions } from '../run-settings.ts';
import { showingRun } from '../showing/showing.ts';

export const run = withRunOptions(
  new Command('run')
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
    .addOption(options.shard('the trials'))
    .addOption(options.expect())
    .addOption(options.rate()),
)
  .addOption(options.keep())
  .addOption(options.dryRun())
  .addOption(options.format('table', 'json'))
  .addHelpText('after', () => `\n${faultsHelp()}`)
  .action(async (lab, chosen) => {
    if (lab === undefined) return print(labTable(await knownLabs()));
    const { trials, flows, rate, keep, format } = chosen;
    const request: RunRequest = {
      ...{ lab, trials, keep, ...(await runSettings(chosen)) },
      fault: { name: chosen.fault, target: chosen.target, parameters: chosen.with },
      traffic: { flows, rate },
      limits: chosen.expect,
      shard: chosen.shard,
    };
    if (chosen.dryRun) {
      const plan = await showingRun((onStep) => planRun(request, onStep));
      return print(dryRunText(plan.lab));
    }
    const { signal } = interruption();
    const { result, notSaved } = await showingRun((onStep) => runLab(request, { onStep, signal }));
    print(format === 'json' ? resultFormat.write(result) : `\n${terminalReport(result)}`);
    process.exitCode = toldNotSaved(notSaved) ?? exitCodeOf(result);
  });
