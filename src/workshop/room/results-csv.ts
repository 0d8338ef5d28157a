import { minutesBetween } from './lesson-progress.ts';
import type { LessonProgress, RoomState, TaskProgress } from './room-state.ts';

const columns = [
  'seat',
  'name',
  'lesson',
  'task',
  'state',
  'first try',
  'hints',
  'minutes',
  'solved by',
] as const;

/** The results of a room as a table that spreadsheets open: RFC 4180, a line for each task that a seat has seen. */
export function resultsCsv({ seats }: RoomState): string {
  const rows = seats.flatMap(({ number, name, lessons }) =>
    name === null
      ? []
      : lessons.flatMap((lesson) =>
          lesson.tasks.map((task) => [String(number), name, ...cellsOf(lesson, task)]),
        ),
  );
  return [columns, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cellsOf(lesson: LessonProgress, task: TaskProgress): string[] {
  const { openedAt, passedAt } = task;
  return [
    `${lesson.lab}/${lesson.id}`,
    task.id,
    task.state,
    firstTry(task),
    String(task.hints),
    openedAt !== null && passedAt !== null ? String(minutesBetween(openedAt, passedAt)) : '',
    task.solvedBy ?? '',
  ];
}

/** Empty: there is no answer to get wrong, or it is not passed yet. */
function firstTry({ state, wrongAnswer, solvedBy }: TaskProgress): string {
  if (state !== 'passed' || wrongAnswer === null) return '';
  return wrongAnswer || solvedBy === 'program' ? 'no' : 'yes';
}

/**
 * A cell that begins with one of these is a formula in a spreadsheet, and a learner chooses the name (OWASP, CSV Injection).
 * With an apostrophe before it, it is a text.
 */
const beginsFormula = /^[\t\r\n ]*[=+\-@＝＋－＠]/;

function cell(text: string): string {
  const safe = beginsFormula.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
