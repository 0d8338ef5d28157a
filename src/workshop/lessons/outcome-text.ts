import { counted } from '../../base/counted.ts';
import { isSound, type LessonOutcome, type TaskOutcome } from './lesson-outcome.ts';

/** What was found of a lesson: a line a task, with what its checks found and what is wrong below it. */
export function outcomeText(outcome: LessonOutcome): string {
  const { lesson, seconds, tasks, reset, error } = outcome;
  return [
    `${mark(isSound(outcome))} ${lesson}  ${counted(tasks.length, 'task')}, ${seconds.toFixed(0)} s`,
    ...tasks.flatMap(taskLines),
    ...(reset
      ? resultLines(`start over (${reset.how})`, {
          seconds: reset.seconds,
          found: [],
          problems: reset.problem === undefined ? [] : [reset.problem],
        })
      : []),
    ...(error ? [`  not tested to the end: ${error.message}`] : []),
  ].join('\n');
}

const taskLines = ({ task, ...result }: TaskOutcome): string[] => resultLines(task, result);

const resultLines = (
  name: string,
  { seconds, found, problems }: Pick<TaskOutcome, 'seconds' | 'found' | 'problems'>,
): string[] => [
  `  ${mark(problems.length === 0)} ${name}  ${seconds.toFixed(1)} s`,
  ...found.map((text) => `      ${text}`),
  ...problems.map((text) => `      problem: ${text}`),
];

const mark = (isGood: boolean): string => (isGood ? 'ok  ' : 'FAIL');
