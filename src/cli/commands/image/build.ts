import { Command } from '@commander-js/extra-typings';
import { interruption } from '../../../run/interruption.ts';
import { prepareEnvironment } from '../../../setup/prepare.ts';
import { print } from '../../print.ts';
import { showingWork } from '../../showing/showing.ts';

export const build = new Command('build')
  .summary('build the image of the nodes, unless the engine has it')
  .description(
    'Builds the image of the nodes as the first run would do it, unless the engine has it. Prints its name.',
  )
  .action(async () => {
    const { signal } = interruption();
    const { nodeImage } = await showingWork('Preparing the engine', signal, (progress) =>
      prepareEnvironment({ progress, signal }),
    );
    print(nodeImage);
  });
