import { Command } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { interruption } from '../../run/interruption.ts';
import { breakLab } from '../../run/live/break-lab.ts';
import { withJoinedLab } from '../../run/live/joined-lab.ts';
import { faultsHelp } from '../faults-help.ts';
import { options } from '../options.ts';
import { showingLive } from '../showing/showing.ts';

export const fault = new Command('fault')
  .summary('break something in a lab that is up')
  .description(
    'Breaks something in a lab that was left up, and checks that it is broken. It stays broken until heal, or for as long as --for says. The lab itself keeps how it is undone, so that anyone with access to the engine can heal it.',
  )
  .argument('<name>', 'what breaks')
  .argument(
    '[target]',
    'what it happens to (default: the usual target of the fault, the first one if there are several)',
  )
  .addOption(options.with())
  .addOption(options.for())
  .addOption(options.lab())
  .addHelpText('after', () => `\n${faultsHelp()}`)
  .action(async (name, target, chosen) => {
    const { signal } = interruption();
    if (chosen.for !== undefined && chosen.with.lastsSeconds !== undefined) {
      const message = 'Both --for and --with lastsSeconds say how long the fault lasts. Give one of them.';
      throw new SwitchoverError('wrong-input', message, { fault: name });
    }
    const lastsSeconds = chosen.for ?? chosen.with.lastsSeconds;
    const parameters = { ...chosen.with, ...(lastsSeconds !== undefined && { lastsSeconds }) };
    await showingLive((onStep) =>
      withJoinedLab(chosen.lab, (lab) => breakLab(lab, { name, target, parameters }, { onStep, signal })),
    );
  });
