import * as z from 'zod';
import { progressSchema } from '../../lessons/judge/progress.ts';

/** What has to be known of a lesson when the page or the server is gone. */
export const savedLessonSchema = z
  .strictObject({
    progress: progressSchema,
    language: z.string(),
    /** Id of the lab in which it is open. Null: it was left. */
    lab: z.string().nullable(),
    /** A fault of its start is still there that the learner has to find. */
    hides: z.boolean(),
  })
  .readonly();

export type SavedLesson = z.output<typeof savedLessonSchema>;

/** Where lessons are remembered, by `lab/id`. */
export interface LessonMemory {
  readonly saved: Readonly<Record<string, unknown>>;
  /** Resolves when it is on disk. */
  readonly save: (key: string, value: SavedLesson) => Promise<void>;
}

/** What was saved of a lesson. Undefined: nothing, or by another version. */
export const savedLesson = (saved: LessonMemory['saved'], key: string): SavedLesson | undefined =>
  savedLessonSchema.safeParse(saved[key]).data;
