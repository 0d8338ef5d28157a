import { pictureName } from '../../lessons/markdown/addresses.ts';
import { bytesOf } from './files-of.ts';
import type { LoadedLesson } from './loaded-lesson.ts';

/** Bytes that a picture of a lesson may have. */
const largestPicture = 2 * 1024 * 1024;

export interface Picture {
  readonly type: 'image/svg+xml' | 'image/png';
  readonly bytes: Buffer;
}

/** A picture beside a lesson; undefined when there is none of that name, or it is too large. */
export async function lessonPicture(
  { folder, files }: Pick<LoadedLesson, 'folder' | 'files'>,
  name: string,
): Promise<Picture | undefined> {
  if (pictureName(name) !== name || !files.includes(name)) return undefined;
  const bytes = await bytesOf(folder, name, largestPicture);
  if (bytes.length > largestPicture) return undefined;
  return { type: name.toLowerCase().endsWith('.svg') ? 'image/svg+xml' : 'image/png', bytes };
}
