import { quote } from '../../base/quote.ts';
import type { Placed } from '../markdown/body-facts.ts';
import type { LessonBreach, LessonRule } from './rule.ts';

/** Every task has its text in the body, in the same order, and needs only tasks before it. */
export const tasksHaveText: LessonRule = {
  name: 'task-and-text',
  reason: 'A task without text cannot be done, and a text without task never passes.',
  check: ({ lesson: { tasks }, body }) => [
    ...unlikeTexts(
      tasks.map(({ id }) => id),
      body.tasks,
    ),
    ...tasks.flatMap(({ id, needs }, index): LessonBreach[] => {
      const before = tasks.slice(0, index).map((task) => task.id);
      const twice = before.includes(id)
        ? [
            {
              at: { path: ['tasks', index, 'id'] },
              message: `Two tasks are called ${id}.`,
              advice: 'Rename one.',
            },
          ]
        : [];
      return [
        ...twice,
        ...needs.flatMap((need, place) =>
          before.includes(need)
            ? []
            : [
                {
                  at: { path: ['tasks', index, 'needs', place] },
                  message: `Task ${id} needs ${quote(need)}, which is no task before it.`,
                  advice: 'It would stay locked. Name a task that comes before.',
                },
              ],
        ),
      ];
    }),
  ],
};

/** The tasks of a body that are not those of the lesson in their order. */
export function unlikeTexts(ids: readonly string[], texts: readonly Placed<string>[]): LessonBreach[] {
  const missing = ids.flatMap((id, index): LessonBreach[] =>
    texts.some(({ value }) => value === id)
      ? []
      : [
          {
            at: { path: ['tasks', index, 'id'] },
            message: `Task ${id} has no text in the body.`,
            advice: `Write it between "::: task ${id}" and ":::".`,
          },
        ],
  );
  const foreign = texts.flatMap(({ value, line }, index): LessonBreach[] => {
    if (!ids.includes(value)) {
      const message = `The lesson has no task ${quote(value)}.`;
      return [{ at: { line }, message, advice: `Its tasks are: ${ids.join(', ')}.` }];
    }
    return texts.findIndex((one) => one.value === value) === index
      ? []
      : [{ at: { line }, message: `Task ${value} has two texts.`, advice: 'Join them, or remove one.' }];
  });
  if (missing.length > 0 || foreign.length > 0) return [...missing, ...foreign];
  return texts
    .flatMap(({ value, line }, index) =>
      ids[index] === value
        ? []
        : [
            {
              at: { line },
              message: `The text of task ${value} is at the place of ${ids[index]}.`,
              advice: 'Write the tasks in the same order in both parts.',
            },
          ],
    )
    .slice(0, 1);
}
