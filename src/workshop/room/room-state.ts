import { z } from 'zod';

const moment = z.iso.datetime();
const text = z.string();

/** Whether a task was passed, and how. */
export const taskProgressSchema = z.object({
  id: text,
  title: text,
  state: z.enum(['locked', 'open', 'passed']),
  /** Its checks as they were last seen. */
  lamps: z.array(z.boolean()),
  hints: z.int(),
  /** An answer was wrong before it was passed. Null: it has no questions. */
  wrongAnswer: z.boolean().nullable(),
  openedAt: moment.nullable(),
  passedAt: moment.nullable(),
  solvedBy: z.enum(['learner', 'program']).nullable(),
});

/** What a seat did in a lesson, as the trainer sees it. */
export const lessonProgressSchema = z.object({
  lab: text,
  id: text,
  title: text,
  startedAt: moment,
  tasks: z.array(taskProgressSchema),
});

export const seatStateSchema = z.object({
  /** From 1. */
  number: z.int().min(1),
  /** SHA-256 of its tokens, one for each browser that opened it, the newest last. */
  tokens: z.array(text),
  /** Opens the seat in another browser. */
  code: text,
  /** Null: the seat is free. */
  name: text.nullable(),
  joinedAt: moment.nullable(),
  handRaisedAt: moment.nullable(),
  /** From the trainer, for this seat. */
  message: text.nullable(),
  /** Id of its lab on the engine. */
  lab: text.nullable(),
  /** The lesson that is open, by its place in `lessons`. */
  lesson: z.int().nullable(),
  lessons: z.array(lessonProgressSchema),
  /** What the lessons themselves want to find again, by `lab/id`. */
  saved: z.record(text, z.json()),
});

export const roomStateSchema = z.object({
  /** Of the room; begins the names of its files. */
  id: text,
  createdAt: moment,
  lab: text,
  /** Null: every lesson of the lab is open to choose. */
  lesson: text.nullable(),
  profile: text,
  /** SHA-256 of the tokens of the trainer, the newest last. */
  trainers: z.array(text),
  /** Nobody can change a lab meanwhile. */
  paused: z.boolean(),
  /** From the trainer, for all. */
  message: text.nullable(),
  /** `closed`: its labs are being removed. */
  state: z.enum(['open', 'closed']),
  seats: z.array(seatStateSchema),
});

export type TaskProgress = Readonly<z.output<typeof taskProgressSchema>>;
export type LessonProgress = Readonly<z.output<typeof lessonProgressSchema>>;
export type SeatState = Readonly<z.output<typeof seatStateSchema>>;
export type RoomState = Readonly<z.output<typeof roomStateSchema>>;
