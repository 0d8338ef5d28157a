import * as z from 'zod';
import { partName } from './condition-forms.ts';
import { exactlyOne } from './exactly-one.ts';
import { faultName, givenParameters, targetName } from './fault-words.ts';

const timerSeconds = (what: string) => z.number().min(1).max(3600).optional().describe(what);

const trial = z.strictObject({ fault: faultName, target: targetName, with: givenParameters });

/** The names of the actions, each a property of its own. */
export const actionKinds = ['fault', 'heal', 'trial', 'timer', 'exec', 'answer', 'restart'];

/** One step of a solution: exactly one of its names is there. */
export const writtenAction = z
  .strictObject({
    fault: faultName.optional().describe('Break something, and go on. It stays until it is healed.'),
    target: targetName,
    with: givenParameters,
    heal: z.literal('all').optional().describe('Undo all faults, those of the start included.'),
    trial: trial.optional().describe('A measured trial.'),
    timer: z
      .strictObject({
        connection: partName.describe('Name of the connection, or "all".'),
        dpdSeconds: timerSeconds('DPD timeout of both ends, in seconds.'),
        bgpHoldSeconds: timerSeconds('BGP hold time of both ends, in seconds.'),
        bgpKeepaliveSeconds: timerSeconds('Time between two keepalives, in seconds.'),
      })
      .optional()
      .describe('Change timers in the running lab.'),
    exec: z
      .strictObject({
        at: partName.describe('The node.'),
        command: z.string().min(1).max(2000).describe('A command that the body of the lesson shows as well.'),
      })
      .optional()
      .describe('Run a command in a node.'),
    answer: z
      .union([z.string().min(1).max(500), z.number()])
      .optional()
      .describe('Answer the next question of the task: the text of a choice, or a number.'),
    restart: partName.optional().describe('Start a node again.'),
  })
  .superRefine(exactlyOne(actionKinds))
  .superRefine(({ fault, target, with: parameters }, context) => {
    if (fault !== undefined || (target === undefined && parameters === undefined)) return;
    context.addIssue({
      code: 'custom',
      message: 'has a target or parameters, and no fault.',
      params: { rule: 'missing-property', advice: 'Those of a trial are written inside of its braces.' },
    });
  });

export type WrittenAction = z.output<typeof writtenAction>;
