import { basename, join, relative } from 'node:path';
import { isOfKind } from '../../base/errors/switchover-error.ts';
import { DefinitionError } from '../../definition/problems/definition-error.ts';
import type { Problem } from '../../definition/problems/problem.ts';
import { profileNamed } from '../../definition/profile.ts';
import { checkLesson, problemOf } from '../../lessons/check/check-lesson.ts';
import { checkTranslation } from '../../lessons/check/check-translation.ts';
import { largestLesson } from '../../lessons/format/front-matter.ts';
import type { Lesson } from '../../lessons/format/lesson.ts';
import {
  type LessonText,
  type Reading,
  readLessonText,
  readTranslationText,
} from '../../lessons/format/read-lesson.ts';
import { translated } from '../../lessons/format/translated.ts';
import { bodyFacts } from '../../lessons/markdown/body-facts.ts';
import { type ReadLab, readLab } from '../../run/lab-file.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import { bytesOf, filesOf } from './files-of.ts';
import { type LessonPlace, lessonFile } from './lesson-places.ts';
import { type LoadedLesson, originalLanguage } from './loaded-lesson.ts';

/** A lesson that can be used, or everything that is wrong with it. */
export type LessonExamination =
  | { readonly ok: true; readonly loaded: LoadedLesson }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a lesson with its translations and its lab, and checks all of it.
 *
 * @param lessons those that there are, as `lab/id`; undefined: not known
 * @throws SwitchoverError (wrong-input) when a file cannot be read
 */
export async function examineLesson(
  { folder, lab }: LessonPlace,
  lessons?: readonly string[],
): Promise<LessonExamination> {
  const files = await filesOf(folder);
  const reading = await readText(folder, lessonFile, readLessonText);
  if (!reading.ok) return reading;
  const { lesson, written } = reading.content;
  const labToOpen = 'name' in lesson.lab ? lesson.lab.name : join(folder, lesson.lab.design);
  const read = await labOf(labToOpen, reading, files);
  if (!read.ok) return read;
  const { definition } = read.content;
  const topology = buildTopology(definition, profileNamed(lesson.profile));
  const own = checkLesson(
    {
      lesson,
      written,
      body: bodyFacts(lesson.body),
      definition,
      topology,
      folder: basename(folder),
      files,
      lessons,
    },
    reading.source,
  );
  const { languages, problems } = await translations(folder, files, lesson);
  if (own.length + problems.length > 0) return { ok: false, problems: [...own, ...problems] };
  const first = lab ?? ('name' in lesson.lab ? lesson.lab.name : 'own');
  const key = `${first}/${lesson.id}`;
  return {
    ok: true,
    loaded: { key, lab: first, folder, lesson, languages, labToOpen, definition, topology, files },
  };
}

async function readText<Content>(
  folder: string,
  name: string,
  read: (text: string, file: string) => Reading<Content>,
): Promise<Reading<Content>> {
  const path = join(folder, name);
  const bytes = await bytesOf(folder, name, largestLesson);
  return read(bytes.toString('utf8'), relative(process.cwd(), path) || path);
}

type LabReading =
  | { readonly ok: true; readonly content: ReadLab }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The lab of a lesson. A name of a lab must be one: it is no path. */
async function labOf(
  labToOpen: string,
  { content: { lesson }, source }: Extract<Reading<LessonText>, { readonly ok: true }>,
  files: readonly string[],
): Promise<LabReading> {
  const refused = (message: string, advice: string): LabReading => ({
    ok: false,
    problems: [
      problemOf(
        { at: { path: ['name' in lesson.lab ? 'lab' : 'design'] }, message, advice },
        'no-lab',
        source,
        1,
      ),
    ],
  });
  if ('name' in lesson.lab ? !/^[a-z0-9-]+$/.test(labToOpen) : !files.includes(basename(labToOpen))) {
    return refused(
      'There is no such lab.',
      'Write the name of a lab, or design: ./NAME.yaml for a file beside the lesson.',
    );
  }
  try {
    return { ok: true, content: await readLab(labToOpen) };
  } catch (error) {
    if (error instanceof DefinitionError) return { ok: false, problems: error.problems };
    if (!isOfKind(error, 'wrong-input')) throw error;
    return refused(error.message, 'Write the name of a lab, or a design.');
  }
}

async function translations(
  folder: string,
  files: readonly string[],
  lesson: Lesson,
): Promise<{ readonly languages: ReadonlyMap<string, Lesson>; readonly problems: readonly Problem[] }> {
  const languages = new Map([[originalLanguage, lesson]]);
  const problems: Problem[] = [];
  for (const name of files) {
    const language = /^lesson\.([a-z]{2,3}(?:-[A-Z]{2})?)\.md$/.exec(name)?.[1];
    if (language === undefined) continue;
    const reading = await readText(folder, name, readTranslationText);
    if (!reading.ok) {
      problems.push(...reading.problems);
      continue;
    }
    problems.push(...checkTranslation(lesson, reading.content, reading.source, files));
    languages.set(language, translated(lesson, reading.content));
  }
  return { languages, problems };
}
