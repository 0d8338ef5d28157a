import { type JunitCase, type JunitEnding, junitXml } from '../../report/junit/junit.ts';
import type { LessonOutcome } from './lesson-outcome.ts';

/** Tested lessons in the XML that CI systems read: a testsuite a lesson, a testcase a task, and one for "Start over". */
export const junitOfLessons = (lessons: readonly LessonOutcome[]): string =>
  junitXml({
    name: 'switchover lesson test',
    seconds: lessons.reduce((sum, { seconds }) => sum + seconds, 0),
    suites: lessons.map((one) => ({
      name: one.lesson,
      startedAt: one.startedAt,
      seconds: one.seconds,
      cases: casesOf(one),
    })),
  });

function casesOf({ lesson, tasks, reset, error }: LessonOutcome): JunitCase[] {
  const className = `switchover.${lesson.replaceAll('/', '.')}`;
  const cases = tasks.map(({ task, seconds, found, problems }) => ({
    name: task,
    className,
    seconds,
    ending: endingOf(problems),
    output: found.join('\n'),
  }));
  const last: JunitCase[] = reset
    ? [
        {
          name: `start over (${reset.how})`,
          className,
          seconds: reset.seconds,
          ending: endingOf(reset.problem === undefined ? [] : [reset.problem]),
        },
      ]
    : [];
  const { kind = '', message = '' } = error ?? {};
  const broken: JunitCase[] = error
    ? [{ name: 'lab', className, seconds: 0, ending: { kind: 'error', message, type: kind, text: message } }]
    : [];
  return [...cases, ...last, ...broken];
}

function endingOf(problems: readonly string[]): JunitEnding {
  return problems.length === 0
    ? { kind: 'passed' }
    : { kind: 'failure', message: problems.join(' '), type: 'lesson', text: problems.join('\n') };
}
