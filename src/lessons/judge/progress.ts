import * as z from 'zod';

const moment = z.int().min(0);

const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), choice: z.int().min(0) }),
  z.strictObject({ kind: z.literal('number'), number: z.number() }),
]);

export const taskProgressSchema = z
  .strictObject({
    openedAt: moment.nullable().describe('When all tasks that it needs were passed. Null: not yet.'),
    passedAt: moment.nullable().describe('When all of its checks held at once. Null: not yet.'),
    solvedBy: z.enum(['learner', 'program']).nullable().describe('Null: not passed.'),
    isBeingSolved: z.boolean().describe('The learner let the program solve it.'),
    wrongAnswers: z.int().min(0).describe('How many answers were wrong.'),
    hintsOpened: z.int().min(0),
    lastHintAt: moment.nullable().describe('Null: none was opened.'),
    answers: z
      .array(
        z
          .strictObject({
            answer: answerSchema,
            at: moment,
            isFirst: z.boolean().describe('There was no other one before.'),
          })
          .nullable(),
      )
      .readonly()
      .describe('The last answer to each question. Null: none yet.'),
  })
  .readonly();

/** How far a learner is in a lesson: plain JSON, to be saved. All moments are milliseconds since 1970. */
export const progressSchema = z
  .strictObject({
    format: z.literal('switchover-progress/1'),
    lesson: z.string().describe('As `lab/id`.'),
    beganAt: moment,
    tasks: z.record(z.string(), taskProgressSchema),
  })
  .readonly();

export type Progress = z.output<typeof progressSchema>;
export type TaskProgress = z.output<typeof taskProgressSchema>;

/** Whether a task was passed without a wrong answer, a hint or help. */
export const isFirstTry = ({ solvedBy, wrongAnswers, hintsOpened }: TaskProgress): boolean =>
  solvedBy === 'learner' && wrongAnswers === 0 && hintsOpened === 0;
