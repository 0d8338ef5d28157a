import { paths } from '../../protocol/paths.ts';
import type {
  AnswerRequest,
  BreakRequest,
  HealRequest,
  OpenLabRequest,
  StartLessonRequest,
  StartOverRequest,
  TimerRequest,
  TrialRequest,
} from '../../protocol/requests.ts';
import { complain } from './toasts.ts';

/** What a page can ask of the server. Each resolves to whether it was accepted; a refusal is shown. */
export const ask = {
  openLab: (request: OpenLabRequest) => post(paths.openLab, request),
  closeLab: () => post(paths.closeLab, {}),
  break: (request: BreakRequest) => post(paths.break, request),
  heal: (request: HealRequest) => post(paths.heal, request),
  startOver: (request: StartOverRequest) => post(paths.startOver, request),
  trial: (request: TrialRequest) => post(paths.trial, request),
  stop: () => post(paths.stop, {}),
  timer: (request: TimerRequest) => post(paths.timer, request),
  startLesson: (request: StartLessonRequest) => post(paths.startLesson, request),
  leaveLesson: () => post(paths.leaveLesson, {}),
  answer: (request: AnswerRequest) => post(paths.answer, request),
  hint: (task: string) => post(paths.hint, { task }),
  solve: (task: string) => post(paths.solve, { task }),
  closeTerminal: (id: string) => post(paths.closeTerminal.replace(':id', id), {}),
  answerHelp: (isAgreed: boolean) => post(paths.help, { isAgreed }),
  raiseHand: (isRaised: boolean) => post(paths.hand, { isRaised }),
};

async function post(path: string, body: object): Promise<boolean> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return true;
    complain(await refusalIn(response));
  } catch {
    complain('The server does not answer. Is it still running?');
  }
  return false;
}

/** The text of an answer, or why there is none. */
export async function fetchText(
  path: string,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  try {
    const response = await fetch(path);
    return response.ok ? { text: await response.text() } : { problem: await refusalIn(response) };
  } catch {
    return { problem: 'The server does not answer. Is it still running?' };
  }
}

async function refusalIn(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null);
  return typeof answer === 'object' &&
    answer !== null &&
    'error' in answer &&
    typeof answer.error === 'string'
    ? answer.error
    : `The server refused this (status ${response.status}).`;
}
