import { trainerPaths } from '../../protocol/trainer.ts';
import { outcome } from './store.ts';

const ofSeat = (path: string, seat: number): string => path.replace(':seat', String(seat));

/** What a trainer asks of the server. Each says what it did, or why it could not. */
export const ask = {
  tell: (seat: number, message: string) =>
    post(ofSeat(trainerPaths.tell, seat), { message }, `Seat ${seat} was told.`),
  lowerHand: (seat: number) => post(ofSeat(trainerPaths.lowerHand, seat), {}, `The hand is down.`),
  offerHelp: (seat: number) => post(ofSeat(trainerPaths.offerHelp, seat), {}, `Seat ${seat} was asked.`),
  endHelp: (seat: number) =>
    post(ofSeat(trainerPaths.endHelp, seat), {}, `The help for seat ${seat} has ended.`),
  reset: (seat: number) =>
    post(
      ofSeat(trainerPaths.reset, seat),
      {},
      `The lab of seat ${seat} is healed, and its nodes start again.`,
    ),
  solve: (seat: number) =>
    post(ofSeat(trainerPaths.solve, seat), {}, `The step of seat ${seat} is being solved.`),
  free: (seat: number) => post(ofSeat(trainerPaths.free, seat), {}, `Seat ${seat} is free.`),
  tellAll: (message: string) => post(trainerPaths.tellAll, { message }, 'Everybody was told.'),
  pause: (isPaused: boolean) =>
    post(trainerPaths.pause, { isPaused }, isPaused ? 'The room is paused.' : 'The room goes on.'),
  breakAll: (request: { readonly fault: string; readonly target?: string }) =>
    post(trainerPaths.breakAll, request, `${request.fault} comes to every lab that is up.`),
  healAll: () => post(trainerPaths.healAll, {}, 'Every lab is being healed.'),
  openLesson: (request: { readonly lab: string; readonly lesson: string }) =>
    post(trainerPaths.openLesson, request, 'The lesson is open everywhere.'),
  openStep: (task: string) =>
    post(trainerPaths.openStep, { task }, 'The step is open wherever the lesson is.'),
  close: () => post(trainerPaths.close, {}, 'The room is being closed: its labs and its file are removed.'),
};

async function post(path: string, body: object, done: string): Promise<boolean> {
  const problem = await problemOf(path, body);
  outcome.value = { text: problem ?? done, isProblem: problem !== undefined };
  return problem === undefined;
}

async function problemOf(path: string, body: object): Promise<string | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return undefined;
    const answer: unknown = await response.json().catch(() => null);
    const isText =
      typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'string';
    return isText ? String(answer.error) : `The server answered with ${response.status}.`;
  } catch {
    return 'The server does not answer. Is it still running?';
  }
}
