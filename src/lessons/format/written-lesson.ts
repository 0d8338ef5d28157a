import * as z from 'zod';
import type { FileForm } from '../../definition/form/check-form.ts';
import { profileNames } from '../../definition/profile.ts';
import { faultName, givenParameters, targetName } from './fault-words.ts';
import { identifier, text, writtenTask } from './written-task.ts';

export const lessonFormat = 'switchover-lesson/1';

const lessonName = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
  .describe('A lesson as `lab/id`.');

export const writtenLesson = z
  .strictObject({
    format: z.literal(lessonFormat).describe('Says which form the file has.'),
    id: identifier.describe('Name of its folder.'),
    title: text.max(120).describe('One line.'),
    summary: text.max(300).describe('One line for the catalogue.'),
    lab: z.string().max(60).optional().describe('Name of a lab that comes with the program.'),
    design: z
      .string()
      .regex(/^\.\/[a-z0-9-]+\.yaml$/)
      .optional()
      .describe('A lab file of its own beside the lesson, in place of `lab`: `./lab.yaml`.'),
    profile: z.enum(profileNames).default('fast').describe('Timers of the lab.'),
    level: z.enum(['beginner', 'practitioner', 'expert']).describe('For whom it is.'),
    minutes: z.int().min(1).max(240).describe('How long it takes. Shown, not enforced.'),
    objectives: z.array(text.max(300)).min(1).max(8).describe('What one can do afterwards.'),
    after: z.array(lessonName).optional().describe('Lessons that come before it, as `lab/id`.'),
    start: z
      .array(
        z.strictObject({
          fault: faultName,
          target: targetName,
          with: givenParameters,
          hidden: z.literal(true).optional().describe('The page does not show it.'),
        }),
      )
      .max(8)
      .optional()
      .describe('What is broken before the learner comes.'),
    reset: z
      .enum(['heal', 'restart', 'recreate'])
      .default('heal')
      .describe(
        'What "Start over" does: heal everything; the same and start the nodes again; or make a new lab.',
      ),
    tasks: z.array(writtenTask).min(1).max(20).describe('In the order of the body.'),
  })
  .superRefine(({ lab, design }, context) => {
    if ((lab === undefined) !== (design === undefined)) return;
    context.addIssue({
      code: 'custom',
      message: lab === undefined ? 'has neither lab nor design.' : 'has both a lab and a design.',
      params: { rule: 'lab-or-design', advice: 'Write the name of a lab, or design: ./lab.yaml.' },
    });
  });

export type WrittenLesson = z.output<typeof writtenLesson>;

/** The form of the front matter of `lesson.md`. */
export const lessonForm: FileForm = {
  written: writtenLesson,
  jsonSchema: {
    title: 'switchover lesson',
    description: 'The front matter of lesson.md: the text between the two lines of three hyphens.',
    ...z.toJSONSchema(writtenLesson, { io: 'input' }),
  },
  kind: {
    noun: 'the lesson',
    empty: { rule: 'not-a-lesson', advice: `Begin with "format: ${lessonFormat}", see docs/lessons.md.` },
  },
};
