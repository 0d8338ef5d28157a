import { z } from 'zod';
import { profileNames } from '../../definition/profile.ts';
import { parameterValuesSchema } from '../../observations/applied-fault.ts';

const name = z.string().min(1).max(200);

/** Bring a lab up, or open one that is up. */
export const openLabRequest = z.strictObject({ lab: name, profile: z.enum(profileNames).default('fast') });

/** Break something; it stays until it is healed, or for its `lastsSeconds`. */
export const breakRequest = z.strictObject({
  fault: name,
  target: name.optional(),
  parameters: parameterValuesSchema.default({}),
});

/** Undo one fault, by the id in the snapshot, or everything. */
export const healRequest = z.strictObject({ fault: name.optional() });

/** `heal`: undo all faults; `restart`: that, and all nodes start again; `recreate`: a new lab. */
export const startOverRequest = z.strictObject({ how: z.enum(['heal', 'restart', 'recreate']) });

/** A trial, with what the learner expects. */
export const trialRequest = z.strictObject({
  ...breakRequest.shape,
  /** Longest outage that the learner predicts, in seconds; null: none. */
  predicted: z
    .strictObject({
      outwardSeconds: z.number().min(0).max(3600).nullable(),
      returnSeconds: z.number().min(0).max(3600).nullable(),
    })
    .optional(),
});

/** Change timers in the running lab, as `switchover timer` does: `dpd`, `bgp`. */
export const timerRequest = z.strictObject({ connection: name, changes: z.record(z.string(), z.string()) });

export const terminalRequest = z.strictObject({ node: name });

export const startLessonRequest = z.strictObject({ lab: name, lesson: name, language: name.optional() });

/** Of the present lesson. `question` counts from 0 within the task. */
export const answerRequest = z.strictObject({
  task: name,
  question: z.int().min(0).max(50),
  answer: z.union([z.int(), z.number()]),
});

/** Open the next hint of a task, or let it be solved. */
export const taskRequest = z.strictObject({ task: name });

/** Packets of a node, or of one of its interfaces, for so long. All of it comes as text: it is in the URL. */
export const captureRequest = z.strictObject({
  node: name,
  interface: name.optional(),
  seconds: z.coerce.number().int().min(1).max(120).default(30),
});

/** In a room. */
export const handRequest = z.strictObject({ isRaised: z.boolean() });

/** In a room: the answer to an offer of help; `false` ends it, too. */
export const helpRequest = z.strictObject({ isAgreed: z.boolean() });

export type OpenLabRequest = z.output<typeof openLabRequest>;
export type BreakRequest = z.output<typeof breakRequest>;
export type HealRequest = z.output<typeof healRequest>;
export type StartOverRequest = z.output<typeof startOverRequest>;
export type TrialRequest = z.output<typeof trialRequest>;
export type TimerRequest = z.output<typeof timerRequest>;
export type TerminalRequest = z.output<typeof terminalRequest>;
export type StartLessonRequest = z.output<typeof startLessonRequest>;
export type AnswerRequest = z.output<typeof answerRequest>;
export type TaskRequest = z.output<typeof taskRequest>;
export type CaptureRequest = z.output<typeof captureRequest>;
