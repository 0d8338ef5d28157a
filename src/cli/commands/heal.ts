import { Command } from '@commander-js/extra-typings';
import { interruption } from '../../run/interruption.ts';
import { healLab } from '../../run/live/heal-lab.ts';
import { withJoinedLab } from '../../run/live/joined-lab.ts';
import { options } from '../options.ts';
import { showingLive } from '../showing/showing.ts';

export const heal = new Command('heal')
  .summary('undo every fault in a lab that is up')
  .description(
    'Undoes every fault in a lab that is up, the latest first, no matter who applied it, and waits until the lab is whole again: everything is up, and a packet has passed every tunnel since the last repair.',
  )
  .argument('[lab]', 'name or id (default: the only one that is up)')
  .addOption(options.healing())
  .action(async (name, { timeout }) => {
    const { signal } = interruption();
    await showingLive((onStep) =>
      withJoinedLab(name, (lab) => healLab(lab, { seconds: timeout, onStep, signal })),
    );
  });
