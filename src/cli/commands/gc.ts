import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { removeAbandonedFiles } from '../../base/files/abandoned-files.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { collectGarbage } from '../../engine/ownership/collect-garbage.ts';
import { print, tell } from '../print.ts';

export const gc = new Command('gc')
  .summary('remove what killed runs left')
  .description(
    'Removes what belongs to a process that is gone: containers of runs, stages of image builds, temporary files. Labs that were left up on purpose stay.',
  )
  .action(async () => {
    const files = await removeAbandonedFiles();
    for (const file of files) print(`removed ${file}`);
    const { engine } = await findEngine();
    const { removed, stubborn } = await collectGarbage(engine);
    for (const { name } of removed) print(`removed ${name}`);
    for (const { leftover, reason } of stubborn) tell(`${leftover.name} could not be removed: ${reason}`);
    if (files.length + removed.length + stubborn.length === 0) print('Nothing was left.');
    if (stubborn.length > 0) process.exitCode = exitCodes.environment.code;
  });
