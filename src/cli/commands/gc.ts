import { Command } from '@commander-js/extra-typings';
import { readableBytes } from '../../base/bytes.ts';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { removeAbandonedFiles } from '../../base/files/abandoned-files.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { collectGarbage } from '../../engine/ownership/collect-garbage.ts';
import { type RemovedImages, removeUnusedImages } from '../../setup/images/remove-unused-images.ts';
import { closeRooms, isOver } from '../../workshop/room/close-rooms.ts';
import { roomsFolder } from '../../workshop/room/rooms-folder.ts';
import { print, tell } from '../print.ts';
import { closedRoomText } from '../words/closed-room-text.ts';

export const gc = new Command('gc')
  .summary('remove what killed runs and earlier sources left')
  .description(
    'Removes what belongs to a process that is gone: containers of runs, stages of image builds, temporary files. Labs that were left up on purpose stay, and so do those of a room of the workshop whose server ended, for a week after the last thing that happened in it. Also removes images of this program that are for other sources than these, that no container has, that nobody gave a name of their own, and that were built or loaded more than a day ago.',
  )
  .action(async () => {
    const files = await removeAbandonedFiles();
    for (const file of files) print(`removed ${file}`);
    const { engine } = await findEngine();
    const rooms = await closeRooms(engine, roomsFolder(), (room, at) => isOver(room, at, new Date()));
    for (const room of rooms) print(closedRoomText(room));
    const { removed, stubborn } = await collectGarbage(engine);
    for (const { name } of removed) print(`removed ${name}`);
    for (const { leftover, reason } of stubborn) tellStubborn(leftover.name, reason);
    // A container that was just removed may have been the last of its image.
    const images = await removeUnusedImages(engine);
    for (const { name, sizeBytes } of images.removed) print(`removed ${name} (${readableBytes(sizeBytes)})`);
    for (const { name, reason } of images.stubborn) tellStubborn(name, reason);
    if (images.removed.length > 0) print(`Images freed ${freed(images.removed)}.`);
    const failures = stubborn.length + images.stubborn.length;
    if (files.length + rooms.length + removed.length + images.removed.length + failures === 0)
      print('Nothing was left.');
    if (failures > 0) process.exitCode = exitCodes.environment.code;
  });

const tellStubborn = (name: string, reason: string): void => tell(`${name} could not be removed: ${reason}`);

const freed = (removed: RemovedImages['removed']): string =>
  readableBytes(removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
