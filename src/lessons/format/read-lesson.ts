import { checkForm, type FileForm } from '../../definition/form/check-form.ts';
import type { Problem } from '../../definition/problems/problem.ts';
import type { Source } from '../../definition/sources/source.ts';
import { yamlSource } from '../../definition/sources/yaml/yaml-source.ts';
import { divided, type FrontMatter, isProblem } from './front-matter.ts';
import type { Lesson } from './lesson.ts';
import { resolveLesson } from './resolve-lesson.ts';
import { lessonForm, type WrittenLesson, writtenLesson } from './written-lesson.ts';
import { translationForm, type WrittenTranslation, writtenTranslation } from './written-translation.ts';

/** A file that was read, or everything that is wrong with its form. */
export type Reading<Content> =
  | { readonly ok: true; readonly content: Content; readonly source: Source }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A lesson, and how it was written: places of problems are those of what was written. */
export interface LessonText {
  readonly lesson: Lesson;
  readonly written: WrittenLesson;
}

/** A lesson in another language. */
export interface TranslationText {
  readonly texts: WrittenTranslation;
  readonly body: string;
  readonly bodyLine: number;
}

/**
 * Reads `lesson.md`; pure.
 *
 * @param file its name in messages
 */
export function readLessonText(text: string, file: string): Reading<LessonText> {
  return readFrontMatter(text, file, lessonForm, (value, parts) => {
    const written = writtenLesson.parse(value);
    return { written, lesson: resolveLesson(written, parts) };
  });
}

/** Reads `lesson.LANG.md`; pure. */
export function readTranslationText(text: string, file: string): Reading<TranslationText> {
  return readFrontMatter(text, file, translationForm, (value, { body, bodyLine }) => ({
    texts: writtenTranslation.parse(value),
    body,
    bodyLine,
  }));
}

function readFrontMatter<Content>(
  text: string,
  file: string,
  form: FileForm,
  contentOf: (value: unknown, parts: FrontMatter) => Content,
): Reading<Content> {
  const parts = divided(text, file);
  if (isProblem(parts)) return { ok: false, problems: [parts] };
  const source = yamlSource(parts.yaml, file);
  if (source.value === undefined) return { ok: false, problems: source.problems };
  const problems = [
    ...source.problems,
    ...checkForm(source.value, form).map(
      ({ path, atKey, rule, message, advice }): Problem => ({
        ...source.positionOf(path, atKey ? 'name' : 'value'),
        severity: 'error',
        rule,
        message,
        advice,
      }),
    ),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, content: contentOf(source.value, parts), source };
}
