import { open } from 'node:fs/promises';
import { execa } from 'execa';

/**
 * Makes a disk with a copy of a folder: owners, modes, device files (overlayfs marks what is deleted with them) and
 * extended attributes too. Nothing is mounted. It has no journal: whoever uses it throws its changes away.
 *
 * @param bytes its size; what is not used takes no room
 */
export async function makeDisk(path: string, folder: string, bytes: number): Promise<void> {
  const disk = await open(path, 'w');
  await disk.truncate(bytes);
  await disk.close();
  // Tables of inodes that are complete, or the guest's kernel would write them in the background.
  const features = ['-O', '^has_journal', '-E', 'lazy_itable_init=0', '-m', '0'];
  await execa('mkfs.ext4', ['-q', '-F', ...features, '-d', folder, path]);
}
