import { quote } from '../../base/quote.ts';
import type { BodyFacts } from '../markdown/body-facts.ts';
import type { LessonBreach, LessonRule } from './rule.ts';

/** The folder has the lesson's name, pictures are there, and the lessons before it too. */
export const filesExist: LessonRule = {
  name: 'files-and-names',
  reason: 'A lesson is found by its folder, and shows what is in it.',
  check: ({ lesson, body, folder, files, lessons }) => [
    ...(lesson.id === folder
      ? []
      : [
          {
            at: { path: ['id'] },
            message: `The id is ${quote(lesson.id)}, and the folder is called ${quote(folder)}.`,
            advice: 'Give both the same name.',
          },
        ]),
    ...lesson.after.flatMap((key, index) =>
      lessons === undefined || lessons.includes(key)
        ? []
        : [
            {
              at: { path: ['after', index] },
              message: `There is no lesson ${quote(key)}.`,
              advice: 'Write lab/id.',
            },
          ],
    ),
    ...bodyBreaches(body, files),
  ],
};

/** What a body has that the page could not show. */
export const bodyBreaches = (body: BodyFacts, files: readonly string[]): LessonBreach[] => [
  ...body.pictures.flatMap(({ value, line }) =>
    files.includes(value)
      ? []
      : [
          {
            at: { line },
            message: `There is no picture ${quote(value)} beside the lesson.`,
            advice: 'Add the file.',
          },
        ],
  ),
  ...body.lost.map(({ value, line }) => ({
    at: { line },
    message: `${value} is not shown.`,
    advice:
      'HTML is text in a lesson. A picture is a file beside it (name.svg or name.png), and a task begins with a line "::: task ID".',
  })),
];
