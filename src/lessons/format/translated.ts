import type { Check, Lesson, Question, Task } from './lesson.ts';
import type { TranslationText } from './read-lesson.ts';
import type { WrittenTranslation } from './written-translation.ts';

/** The lesson with its texts in another language. What a translation lacks stays as it is. */
export function translated(lesson: Lesson, { texts, body, bodyLine }: TranslationText): Lesson {
  return {
    ...lesson,
    title: texts.title,
    summary: texts.summary,
    objectives: texts.objectives,
    tasks: lesson.tasks.map((task) => {
      const own = texts.tasks[task.id];
      return own ? translatedTask(task, own) : task;
    }),
    body,
    bodyLine,
  };
}

type TaskTexts = WrittenTranslation['tasks'][string];

function translatedTask(task: Task, own: TaskTexts): Task {
  let failures = 0;
  return {
    ...task,
    title: own.title,
    checks: task.checks.map((check): Check => {
      const fail = check.fail === undefined ? undefined : (own.fails?.[failures++] ?? check.fail);
      const failure = fail === undefined ? {} : { fail };
      if (check.kind === 'condition') return { ...check, ...failure };
      return {
        ...check,
        ...failure,
        question: translatedQuestion(check.question, own.questions?.[check.number]),
      };
    }),
    diagnose: task.diagnose.map(({ when, say }, index) => ({ when, say: own.diagnose?.[index] ?? say })),
    hints: task.hints.map((hint, index) => ({ ...hint, text: own.hints?.[index] ?? hint.text })),
    solution: { ...task.solution, text: own.solution },
  };
}

type QuestionTexts = NonNullable<TaskTexts['questions']>[number];

function translatedQuestion(question: Question, own: QuestionTexts | undefined): Question {
  if (!own) return question;
  if (question.kind !== 'choices') {
    return { ...question, text: own.question, ...(own.because !== undefined && { because: own.because }) };
  }
  return {
    ...question,
    text: own.question,
    choices: question.choices.map((choice, index) => ({ ...choice, ...own.choices?.[index] })),
  };
}
