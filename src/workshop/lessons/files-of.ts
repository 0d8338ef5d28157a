import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyUnreadable } from '../../base/files/why-unreadable.ts';
import { quote } from '../../base/quote.ts';

/** Names of the files of a folder: no folders, no symbolic links. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/**
 * The beginning of a file that is among those of a folder.
 *
 * @param most bytes; one more is read, so that a larger file is seen to be one
 * @throws SwitchoverError (wrong-input) when it cannot be read, or is a symbolic link
 */
export async function bytesOf(folder: string, name: string, most: number): Promise<Buffer> {
  const path = join(folder, name);
  if (!(await filesOf(folder)).includes(name)) {
    throw new SwitchoverError('wrong-input', `${quote(name)} is no file of the lesson.`, { path });
  }
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most + 1), 0, most + 1, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new SwitchoverError('wrong-input', `${path} cannot be read: ${whyUnreadable(error)}.`, { path });
  }
}
