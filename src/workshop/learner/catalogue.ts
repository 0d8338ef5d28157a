import { labNames, readLab } from '../../run/lab-file.ts';
import type { Catalogue, LessonEntry } from '../protocol/lesson.ts';

/** What can be opened. */
export interface Choice {
  /** The lab that was named at the start, besides those that come with the program. */
  readonly lab?: string | undefined;
  readonly lessons: readonly LessonEntry[];
}

/**
 * The labs and lessons of a workshop.
 *
 * @param up names of the labs that are up
 */
export async function catalogueOf({ lab, lessons }: Choice, up: readonly string[]): Promise<Catalogue> {
  const known = await labNames();
  const names = lab === undefined || known.includes(lab) ? known : [lab, ...known];
  const labs = await Promise.all(
    names.map(async (name) => {
      const { definition } = await readLab(name);
      return { name, summary: definition.summary, isUp: up.includes(definition.name) };
    }),
  );
  return { labs, lessons };
}
