import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { writePrivately } from '../../base/files/private-file.ts';
import { jsonOrNone } from '../../base/json-or-none.ts';
import type { LessonMemory } from '../lessons/saved-lesson.ts';

/** Where the one learner of a machine finds lessons again (XDG Base Directory Specification). */
export function progressPath(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: state = '' } = environment;
  return join(isAbsolute(state) ? state : join(homedir(), '.local/state'), 'switchover/lessons.json');
}

const schema = z.object({
  format: z.literal('switchover-lessons/1'),
  lessons: z.record(z.string(), z.unknown()),
});

/** The lessons of one learner in a file. One that cannot be read counts as empty: only progress is lost. */
export async function progressFile(path: string): Promise<LessonMemory> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const saved = schema.safeParse(jsonOrNone(text)).data?.lessons ?? {};
  let lessons = saved;
  let turn: Promise<void> = Promise.resolve();
  return {
    saved,
    save: (key, value) => {
      lessons = { ...lessons, [key]: value };
      const write = () =>
        writePrivately(path, `${JSON.stringify({ format: 'switchover-lessons/1', lessons }, null, 2)}\n`);
      const done = turn.then(write);
      turn = done.catch(() => {});
      return done;
    },
  };
}
