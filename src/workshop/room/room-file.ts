import { rm, stat } from 'node:fs/promises';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { lockPath, takeLock } from '../../base/files/lock-file.js';
import { privateFolder, writePrivately } from '../../base/files/private-file.ts';
import { isMissing } from '../../base/files/why-unreadable.ts';
import { roomFormat } from './room-format.ts';
import type { RoomState } from './room-state.ts';
import { roomPath } from './rooms-folder.ts';

/** The file of a room, for the one process that has its lock. */
export class RoomFile implements AsyncDisposable {
  readonly path: string;
  readonly #lock: string;

  private constructor(path: string, lock: string) {
    this.path = path;
    this.#lock = lock;
  }

  /**
   * Takes the room for this process; the lock of a process that was killed does not count.
   *
   * @throws SwitchoverError (wrong-input) when another process has it
   */
  static async take(folder: string, id: string): Promise<RoomFile> {
    const file = await RoomFile.takeIfFree(folder, id);
    if (file) return file;
    throw new SwitchoverError(
      'wrong-input',
      `Another switchover of this machine runs the room ${id}: end it first, or start a room with another lesson.`,
    );
  }

  /** The same; undefined: another process has it. */
  static async takeIfFree(folder: string, id: string): Promise<RoomFile | undefined> {
    await privateFolder(folder);
    const lock = lockPath(id, folder);
    const holder = await takeLock(lock);
    return holder === undefined ? new RoomFile(roomPath(folder, id), lock) : undefined;
  }

  /**
   * What the last process saved; undefined: there is no such room.
   *
   * @throws SwitchoverError (environment) when the file is damaged or of another version
   */
  async read(): Promise<RoomState | undefined> {
    return (await savedAt(this.path)) === undefined ? undefined : roomFormat.readFile(this.path);
  }

  /** When it was saved last; undefined: there is no such room. */
  savedAt(): Promise<Date | undefined> {
    return savedAt(this.path);
  }

  /** Saves it whole or not at all. A process that is killed loses nothing; a power cut may lose the last seconds. */
  save(room: RoomState): Promise<void> {
    return writePrivately(this.path, roomFormat.write(room));
  }

  /** Removes the file: the room is no more. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#lock, { force: true });
  }
}

async function savedAt(path: string): Promise<Date | undefined> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
