import * as z from 'zod';
import type { FileForm } from '../../definition/form/check-form.ts';
import { identifier, text } from './written-task.ts';

const texts = (what: string) => z.array(text).max(20).optional().describe(what);

/** The texts of a lesson in another language, in the order of the original. */
export const writtenTranslation = z.strictObject({
  title: text.max(120).describe('Title of the lesson.'),
  summary: text.max(300).describe('One line for the catalogue.'),
  objectives: z.array(text.max(300)).min(1).max(8).describe('As many as the original has.'),
  tasks: z
    .record(
      identifier,
      z.strictObject({
        title: text.max(200).describe('Title of the task.'),
        hints: texts('As many as the original has.'),
        questions: z
          .array(
            z.strictObject({
              question: text.describe('The question.'),
              choices: z
                .array(
                  z.strictObject({
                    text: text.max(500).describe('What can be chosen.'),
                    because: text.describe('Why it is right or wrong.'),
                  }),
                )
                .max(8)
                .optional()
                .describe('As many as the original has, in its order.'),
              because: text.optional().describe('Of a number, if the original has it.'),
            }),
          )
          .max(20)
          .optional()
          .describe('As many as the original has.'),
        fails: texts('One for each check of the original that has `fail`.'),
        diagnose: texts('One for each diagnosis of the original.'),
        solution: text.describe('The solution in words.'),
      }),
    )
    .describe('Every task of the original by its id, in the same order.'),
});

export type WrittenTranslation = z.output<typeof writtenTranslation>;

/** The form of the front matter of `lesson.LANG.md`. */
export const translationForm: FileForm = {
  written: writtenTranslation,
  jsonSchema: {
    title: 'switchover lesson in another language',
    description: 'The front matter of lesson.LANG.md: texts only.',
    ...z.toJSONSchema(writtenTranslation, { io: 'input' }),
  },
  kind: {
    noun: 'the translation',
    empty: { rule: 'not-a-lesson', advice: 'Begin with its title, see docs/lessons.md.' },
  },
};
