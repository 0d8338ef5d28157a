import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

/** Unmounts everything that an engine left mounted in its folder, the innermost first. */
export async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const path of mounts.filter((mount) => mount.startsWith(`${folder}/`)).reverse()) {
    await execa('umount', [path]);
  }
}
