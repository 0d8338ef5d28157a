import { quote } from '../../base/quote.ts';
import { answerTo } from '../actions/actions-of.ts';
import { judgeAnswer } from '../checks/question.ts';
import { questionsOf } from '../format/lesson.ts';
import type { LessonBreach, LessonRule, LessonSubject } from './rule.ts';

/** A solution answers all questions of its task, and rightly. */
export const solutionsAnswer: LessonRule = {
  name: 'solution-answers',
  reason: 'A solution that leaves a question open does not solve its task.',
  check: ({ lesson, written }) =>
    lesson.tasks.flatMap((task, index): LessonBreach[] => {
      const questions = questionsOf(task);
      const given = (written.tasks[index]?.solution.do ?? []).flatMap(({ answer }, place) =>
        answer === undefined ? [] : [{ answer, path: ['tasks', index, 'solution', 'do', place, 'answer'] }],
      );
      if (given.length !== questions.length) {
        return [
          {
            at: { path: ['tasks', index, 'solution'] },
            message: `Task ${task.id} has ${questions.length} questions, and its solution ${given.length} answers.`,
            advice: 'Write an answer for each question, in their order.',
          },
        ];
      }
      return given.flatMap(({ answer, path }, number) => {
        const question = questions[number]?.question;
        const resolved = answerTo(question, answer);
        const isRight = question && resolved && judgeAnswer(question, resolved, { trials: [] }, 0).isAccepted;
        return isRight
          ? []
          : [
              {
                at: { path },
                message: `${quote(answer)} is not the right answer to question ${number + 1} of task ${task.id}.`,
                advice: 'Write the text of the right choice, letter by letter, or the number.',
              },
            ];
      });
    }),
};

/** A command that a solution runs stands in the body, for the same node. */
export const commandsShown: LessonRule = {
  name: 'command-not-shown',
  reason: 'A lesson runs nothing that the learner does not see anyway.',
  check: ({ written, body }: LessonSubject) =>
    written.tasks.flatMap(({ solution }, task) =>
      solution.do.flatMap(({ exec }, index): LessonBreach[] => {
        if (!exec) return [];
        const isShown = body.commands.some(
          ({ value: { at, command } }) =>
            at === exec.at && (command === exec.command || command.split('\n').includes(exec.command)),
        );
        if (isShown) return [];
        return [
          {
            at: { path: ['tasks', task, 'solution', 'do', index, 'exec', 'command'] },
            message: `The body does not show this command for ${exec.at}.`,
            advice: `Write it, letter by letter, into a code block that begins with \`\`\`sh {at=${exec.at} run}.`,
          },
        ];
      }),
    ),
};
