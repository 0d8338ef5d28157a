import { Command } from '@commander-js/extra-typings';
import { commandLine } from '../../base/command-line.ts';
import { interruption } from '../../run/interruption.ts';
import { keepLab } from '../../run/keep-lab.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { chosenProfile } from '../run-settings.ts';
import { showingRun } from '../showing/showing.ts';

export const up = new Command('up')
  .alias('deploy')
  .summary('bring a lab up and leave it')
  .description('Brings a lab up, checks that it is really ready, and leaves it. Prints its id.')
  .argument('<lab>', 'name of a lab, or path of a lab file')
  .addOption(options.profile())
  .addOption(options.set())
  .addOption(options.dataplane())
  .addOption(options.bringUp())
  .action(async (lab, { profile: chosen, set, dataplane, timeout }) => {
    const { profile, settings } = await chosenProfile({ profile: chosen, set });
    const { signal } = interruption();
    const { id, name } = await showingRun((onStep) =>
      keepLab({ lab, profile, timers: { settings }, dataplane, bringUpSeconds: timeout }, { onStep, signal }),
    );
    print(id);
    tell(`${commandLine(`inspect ${name}`)} shows it, ${commandLine(`down ${name}`)} removes it.`);
  });
