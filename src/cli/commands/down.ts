import { Command } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { removeLab, runningLabs } from '../../lab/running-labs.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { options } from '../options.ts';
import { tell } from '../print.ts';

export const down = new Command('down')
  .alias('destroy')
  .summary('remove a lab')
  .description('Removes every container of a lab that was left up; its wires go with them.')
  .argument('[lab]', 'name or id')
  .addOption(options.all())
  .action(async (name, { all }) => {
    if (name === undefined && !all) throw new SwitchoverError('wrong-input', 'Say which lab, or --all.');
    const { engine } = await findEngine();
    const labs =
      name === undefined
        ? (await runningLabs(engine)).filter(({ kept }) => kept)
        : [await selectLab(engine, name, { keptOnly: true })];
    await Promise.all(labs.map((lab) => removeLab(engine, lab)));
    tell(labs.length === 0 ? 'No lab is up.' : `Removed ${labs.map(({ id }) => id).join(', ')}.`);
  });
