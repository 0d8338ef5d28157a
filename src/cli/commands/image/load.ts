import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../../base/errors/switchover-error.ts';
import { saveStream } from '../../../base/files/save-file.ts';
import { inTemporaryFolder } from '../../../base/files/temporary-files.ts';
import { findEngine } from '../../../engine/connection/find-engine.ts';
import { interruption } from '../../../run/interruption.ts';
import { type ArchiveFile, loadNodeImage } from '../../../setup/images/load-node-image.ts';
import { print } from '../../print.ts';
import { showingWork } from '../../showing/showing.ts';

export const load = new Command('load')
  .summary('load the image of the nodes from a file that image save has written')
  .description(
    'Gives the engine the image of the nodes from an archive of `image save`, if it is the image that these sources need. A lab then needs neither a registry nor packages. Prints the name of the image.',
  )
  .argument('<file>', 'the archive, plain or compressed with gzip; - is stdin')
  .action(async (file) => {
    if (file === '-' && process.stdin.isTTY)
      throw new SwitchoverError(
        'wrong-input',
        'There is no archive at standard input. Give a file, or a pipe.',
      );
    const { signal } = interruption();
    const { engine } = await findEngine();
    const loadFrom = (archive: ArchiveFile) =>
      showingWork(`Loading the image from ${archive.name}`, signal, (progress) =>
        loadNodeImage(engine, archive, { progress, signal }),
      );
    const tag =
      file === '-' ? await fromStandardInput(signal, loadFrom) : await loadFrom({ path: file, name: file });
    print(tag);
  });

/** The archive is read twice, to look at it before the engine gets it. A pipe can be read only once. */
function fromStandardInput<T>(signal: AbortSignal, work: (archive: ArchiveFile) => Promise<T>): Promise<T> {
  return inTemporaryFolder('image', async (folder) => {
    const path = join(folder, 'image.tar');
    await saveStream(path, process.stdin, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
    return work({ path, name: 'standard input' });
  });
}
