import type { Problem } from '../../definition/problems/problem.ts';
import type { Path } from '../../definition/sources/path.ts';
import type { Source } from '../../definition/sources/source.ts';
import { type Lesson, questionsOf, type Task } from '../format/lesson.ts';
import type { TranslationText } from '../format/read-lesson.ts';
import { type BodyFacts, bodyFacts } from '../markdown/body-facts.ts';
import { inOrder, problemOf } from './check-lesson.ts';
import { bodyBreaches } from './files.ts';
import type { LessonBreach } from './rule.ts';
import { unlikeTexts } from './tasks.ts';

export const translationRule = 'translation-differs';

/**
 * Everything in which a translation differs from the lesson but its texts.
 *
 * @param files names of the files beside it
 */
export function checkTranslation(
  lesson: Lesson,
  { texts, body, bodyLine }: TranslationText,
  source: Source,
  files: readonly string[],
): Problem[] {
  const own = bodyFacts(body);
  const breaches = [
    ...countsOf('objectives', ['objectives'], texts.objectives.length, lesson.objectives.length),
    ...tasksOf(lesson, texts.tasks),
    ...unlikeTexts(
      lesson.tasks.map(({ id }) => id),
      own.tasks,
    ).map((breach) => ('path' in breach.at ? { ...breach, at: { path: ['tasks'] } } : breach)),
    ...commandsOf(own, bodyFacts(lesson.body)),
    ...bodyBreaches(own, files),
  ];
  return inOrder(breaches.map((breach) => problemOf(breach, translationRule, source, bodyLine)));
}

function tasksOf({ tasks }: Lesson, texts: TranslationText['texts']['tasks']): LessonBreach[] {
  const ids = tasks.map(({ id }) => id);
  const own = Object.keys(texts);
  if (own.join() !== ids.join()) {
    const message = `The tasks are ${own.join(', ')}; those of the original are ${ids.join(', ')}.`;
    return [{ at: { path: ['tasks'] }, message, advice: 'Write the same ones in the same order.' }];
  }
  return tasks.flatMap((task) => {
    const text = texts[task.id];
    return text ? partsOf(task, text) : [];
  });
}

function partsOf(task: Task, own: TranslationText['texts']['tasks'][string]): LessonBreach[] {
  const path = ['tasks', task.id];
  const questions = questionsOf(task);
  const fails = task.checks.filter(({ fail }) => fail !== undefined).length;
  return [
    ...countsOf('hints', [...path, 'hints'], own.hints?.length ?? 0, task.hints.length),
    ...countsOf('fails', [...path, 'fails'], own.fails?.length ?? 0, fails),
    ...countsOf('diagnose', [...path, 'diagnose'], own.diagnose?.length ?? 0, task.diagnose.length),
    ...countsOf('questions', [...path, 'questions'], own.questions?.length ?? 0, questions.length),
    ...(own.questions ?? []).flatMap(({ choices = [] }, index) => {
      const question = questions[index]?.question;
      const wanted = question?.kind === 'choices' ? question.choices.length : 0;
      return question ? countsOf('choices', [...path, 'questions', index], choices.length, wanted) : [];
    }),
  ];
}

const countsOf = (noun: string, path: Path, own: number, original: number): LessonBreach[] =>
  own === original
    ? []
    : [
        {
          at: { path },
          message: `It has ${own} ${noun}, and the original ${original}.`,
          advice: 'Translate all of them, in the same order.',
        },
      ];

/** Commands are not translated. */
function commandsOf(own: BodyFacts, original: BodyFacts): LessonBreach[] {
  const text = ({ value }: BodyFacts['commands'][number]) => JSON.stringify(value);
  const foreign = own.commands.find((one) => !original.commands.some((other) => text(one) === text(other)));
  return foreign
    ? [
        {
          at: { line: foreign.line },
          message: 'The original does not have this command.',
          advice: 'Leave commands as they are there.',
        },
      ]
    : [];
}
