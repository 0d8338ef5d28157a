import * as z from 'zod';
import { exactlyOne } from './exactly-one.ts';
import { faultName, targetName, wantedParameters } from './fault-words.ts';
import { writtenAction } from './written-action.ts';
import { conditionKinds, conditionShape, writtenCondition } from './written-conditions.ts';

export const text = z.string().min(1).max(4000);
const shortText = z.string().min(1).max(200);
/** Of a lesson and of a task. */
export const identifier = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60);

const choice = z.strictObject({
  text: text.max(500).describe('What can be chosen.'),
  correct: z.literal(true).optional().describe('This is right. Exactly one choice has it.'),
  because: text.describe('Why it is right or wrong: shown to whoever chose it.'),
});

const numberForm = z
  .strictObject({
    unit: z.string().min(1).max(30).describe('Free text behind the number: s, tunnels, next hops.'),
    equals: z.number().optional().describe('The right number.'),
    measured: z
      .enum(['outward.outage.longest', 'return.outage.longest', 'redundancy.restored'])
      .optional()
      .describe(
        'A prediction, in seconds: any number is accepted, and it is judged by the first trial after it that measures this.',
      ),
    of: z
      .strictObject({ fault: faultName, target: targetName, with: wantedParameters })
      .optional()
      .describe('The trial that judges a prediction. Absent: the first one of any fault.'),
    tolerance: z.number().min(0).describe('How far from the right number an answer may be.'),
    because: text.optional().describe('Shown with the judgement.'),
  })
  .superRefine(exactlyOne(['equals', 'measured']));

export const questionForm = z
  .strictObject({
    question: text.describe('The question.'),
    choices: z.array(choice).min(2).max(8).optional().describe('Possible answers, in their order.'),
    number: numberForm.optional().describe('The answer is a number.'),
  })
  .superRefine(exactlyOne(['choices', 'number']))
  .superRefine(({ choices }, context) => {
    if (!choices || choices.filter(({ correct }) => correct).length === 1) return;
    context.addIssue({
      code: 'custom',
      message: 'has not exactly one choice that is right.',
      params: { rule: 'one-right-choice', advice: 'Write correct: true at one of its choices.' },
    });
  });

/** A condition that has to hold, or a question that has to be answered. */
export const writtenCheck = z
  .strictObject({
    ...conditionShape(),
    answer: questionForm.optional().describe('A question to the learner.'),
    within: z
      .number()
      .min(1)
      .max(3600)
      .optional()
      .describe('Seconds until it has to hold. Default: 30, and 120 with `measured`.'),
    for: z.number().min(1).max(600).optional().describe('It has to hold so many seconds without a break.'),
    fail: text.optional().describe('Shown while it does not hold.'),
  })
  .superRefine(exactlyOne([...conditionKinds, 'answer']));

export const writtenTask = z.strictObject({
  id: identifier.describe('Lower-case letters, digits and hyphens; the body has `::: task ID`.'),
  title: shortText.describe('One line.'),
  kind: z.enum(['do', 'predict', 'find', 'explain']).describe('What the learner does in it.'),
  needs: z.array(identifier).optional().describe('Tasks that have to be passed before.'),
  checks: z.array(writtenCheck).min(1).max(20).describe('All of them have to hold at the same time.'),
  diagnose: z
    .array(
      z.strictObject({
        when: writtenCondition.describe('What was found.'),
        say: text.describe('What is probably wrong.'),
      }),
    )
    .max(20)
    .optional()
    .describe('Shown while a check does not hold: the first one that fits.'),
  hints: z
    .array(
      z.union([
        text,
        z.strictObject({
          text: text.describe('The hint.'),
          afterSeconds: z
            .number()
            .min(0)
            .max(3600)
            .describe('It can be opened so long after the task was opened, or the hint before it.'),
        }),
      ]),
    )
    .max(10)
    .optional()
    .describe('Opened one after the other.'),
  solution: z
    .strictObject({
      text: text.describe('The solution in words.'),
      do: z.array(writtenAction).max(20).describe('Done by "Solve it for me", and by `lesson test`.'),
    })
    .describe('How the task is solved.'),
});

export type WrittenCheck = z.output<typeof writtenCheck>;
export type WrittenTask = z.output<typeof writtenTask>;
export type WrittenQuestion = z.output<typeof questionForm>;
