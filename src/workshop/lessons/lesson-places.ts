import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { projectFolder } from '../../base/project-folder.ts';
import { quote } from '../../base/quote.ts';

const labsFolder = fileURLToPath(new URL('labs/', projectFolder));

/** Name of the file that makes a folder a lesson. */
export const lessonFile = 'lesson.md';

/** Where a lesson is. */
export interface LessonPlace {
  readonly folder: string;
  /** The lab below which it stands. Undefined: it stands by itself, in a folder of a trainer. */
  readonly lab: string | undefined;
}

/** The lessons that come with the program, by lab and then by name. */
export const lessonsOfProgram = (): Promise<LessonPlace[]> => lessonsBelow(labsFolder);

/**
 * The lessons of a folder: the folder is a lesson; or it has `lessons/ID`, as the folder of a lab has; or folders of lessons
 * or of labs. Symbolic links are not followed.
 *
 * @throws SwitchoverError (wrong-input) when there is no such folder
 */
export async function lessonsBelow(path: string): Promise<LessonPlace[]> {
  const root = resolve(path);
  const found = await lstat(root).catch(() => undefined);
  if (!found?.isDirectory()) {
    const why = found?.isSymbolicLink() ? 'is a symbolic link' : 'is no folder';
    throw new SwitchoverError(
      'wrong-input',
      `${quote(path)} ${why}. Give the folder of a lesson, or one with lessons.`,
    );
  }
  if (await hasLesson(root)) return [placeOf(root)];
  const below = await foldersIn(root);
  const own = await Promise.all(
    below.map(async (folder) => {
      if (await hasLesson(folder)) return [folder];
      return basename(folder) === 'lessons' ? foldersIn(folder) : foldersIn(join(folder, 'lessons'));
    }),
  );
  const lessons = await Promise.all(
    own.flat().map(async (folder) => ((await hasLesson(folder)) ? [placeOf(folder)] : [])),
  );
  return lessons.flat();
}

/** `LAB/lessons/ID` is a lesson of that lab. */
function placeOf(folder: string): LessonPlace {
  const above = dirname(folder);
  return { folder, lab: basename(above) === 'lessons' ? basename(dirname(above)) : undefined };
}

const hasLesson = async (folder: string): Promise<boolean> =>
  (await lstat(join(folder, lessonFile)).catch(() => undefined))?.isFile() ?? false;

/** Empty when there is no such folder. A symbolic link is none. */
async function foldersIn(folder: string): Promise<string[]> {
  if (!(await lstat(folder).catch(() => undefined))?.isDirectory()) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .sort();
}
