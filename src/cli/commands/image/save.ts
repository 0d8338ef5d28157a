import { stat } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import { readableBytes } from '../../../base/bytes.ts';
import { typed, typedForPipe } from '../../../base/command-line.ts';
import { SwitchoverError } from '../../../base/errors/switchover-error.ts';
import { interruption } from '../../../run/interruption.ts';
import { saveNodeImage } from '../../../setup/images/save-node-image.ts';
import { prepareEnvironment } from '../../../setup/prepare.ts';
import { tell } from '../../print.ts';
import { showingWork } from '../../showing/showing.ts';
import { whenReaderIsGone } from '../../terminal/reader.ts';

export const save = new Command('save')
  .summary('save the image of the nodes in a file, for a machine without a registry')
  .description(
    'Saves the image of the nodes, after a build if it is missing, as a tar archive compressed with gzip. It is for `image load`; docker load and podman load read it as well. For a pipe: ' +
      `${typedForPipe('image save -')} | ssh <machine> "cd switchover && ${typed('image load -')}".`,
  )
  .argument('<file>', 'where it goes; - is stdout')
  .action(async (file) => {
    if (file === '-' && process.stdout.isTTY) {
      throw new SwitchoverError(
        'wrong-input',
        'An image is binary and cannot be shown in a terminal. Give the name of a file, or pipe it on.',
      );
    }
    const { signal, interrupt } = interruption();
    using _ = file === '-' ? whenReaderIsGone(interrupt) : undefined;
    const { engine, nodeImage } = await showingWork('Preparing the engine', signal, (progress) =>
      prepareEnvironment({ progress, signal }),
    );
    const target = file === '-' ? { stream: process.stdout } : { file };
    await showingWork(`Saving ${nodeImage}`, signal, () => saveNodeImage(engine, nodeImage, target, signal));
    if (file !== '-') tell(`${file} has ${nodeImage} (${readableBytes((await stat(file)).size)}).`);
  });
