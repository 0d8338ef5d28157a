import { access } from 'node:fs/promises';
import { isMissing } from '../../base/files/why-unreadable.ts';

/** What is read from a file, or undefined when there is none: a shard that was killed may lack some. */
export async function ifThere<Content>(
  file: string,
  read: (file: string) => Promise<Content>,
): Promise<Content | undefined> {
  try {
    await access(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
  }
  // Any other reason is said by the one who reads.
  return read(file);
}
