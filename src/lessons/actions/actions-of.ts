import { onlyGiven } from '../../definition/fault-parameters.ts';
import type { FaultWish } from '../format/fault-wish.ts';
import type { Question } from '../format/lesson.ts';
import type { WrittenAction } from '../format/written-action.ts';
import type { Action, Answer } from './action.ts';

/** The steps of a solution. Its answers are those to the questions of the task in their order. */
export function actionsOf(written: readonly WrittenAction[], questions: readonly Question[]): Action[] {
  let answered = 0;
  return written.flatMap((one): Action[] => {
    if (one.answer === undefined) return actionOf(one);
    const question = answered++;
    const answer = answerTo(questions[question], one.answer);
    return answer ? [{ action: 'answer', question, answer }] : [];
  });
}

/** What a lesson writes as an answer; undefined when the question has no such choice. */
export function answerTo(question: Question | undefined, written: string | number): Answer | undefined {
  if (!question) return undefined;
  if (question.kind !== 'choices') {
    return typeof written === 'number' ? { kind: 'number', number: written } : undefined;
  }
  const choice = question.choices.findIndex(({ text }) => text === String(written));
  return choice === -1 ? undefined : { kind: 'choice', choice };
}

/** A fault with its target, and with the parameters that were given. */
export const faultWish = ({
  fault,
  target,
  with: parameters = {},
}: {
  readonly fault: string;
  readonly target?: string | undefined;
  readonly with?: Readonly<Record<string, unknown>> | undefined;
}): FaultWish => ({
  fault,
  ...(target !== undefined && { target }),
  parameters: onlyGiven(
    Object.fromEntries(
      Object.entries(parameters).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[name, value]]
          : [],
      ),
    ),
  ),
});

function actionOf({ fault, target, with: parameters, heal, trial, timer, exec, restart }: WrittenAction) {
  const actions: Action[] = [];
  if (fault !== undefined)
    actions.push({ action: 'fault', ...faultWish({ fault, target, with: parameters }) });
  if (heal !== undefined) actions.push({ action: 'heal' });
  if (trial !== undefined) actions.push({ action: 'trial', ...faultWish(trial) });
  if (timer !== undefined) {
    const { connection, ...changes } = timer;
    actions.push({ action: 'timer', connection, changes });
  }
  if (exec !== undefined) actions.push({ action: 'exec', ...exec });
  if (restart !== undefined) actions.push({ action: 'restart', node: restart });
  return actions;
}
