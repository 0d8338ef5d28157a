import { renderUnicodeCompact } from 'uqr';
import { errorText } from '../../base/errors/error-value.ts';
import { type OpenedRoom, openRoom, type RoomOptions } from '../../workshop/room/open-room.ts';
import { print, tell } from '../print.ts';

export type RoomSession = Omit<RoomOptions, 'onBug' | 'onProblem'> & { readonly signal: AbortSignal };

/** Runs a room until it is interrupted, and then keeps it, or until its trainer closes it. */
export async function runRoom({ signal, ...options }: RoomSession): Promise<void> {
  const room = await openRoom({
    ...options,
    onBug: (error) => tell(errorText(error)),
    onProblem: (seat, error) => tell(`Seat ${seat} has no lab: ${errorText(error)}`),
  });
  for (const line of startLines(room)) print(line);
  tell(
    'Labs come up two at a time; the page of the trainer shows them. Ctrl-C stops the server and keeps the room.',
  );
  if (await closedByTrainer(room.closing, signal)) {
    await room.close();
    tell(`The room ${room.id} is closed: its labs and its file are removed.`);
    return;
  }
  await room.leave();
  tell(`The room ${room.id} is kept for a week, with its labs: the same command goes on with it.`);
}

/** What a trainer needs: the link to project, as text and as a picture, and the one to keep. */
export function startLines(room: OpenedRoom): string[] {
  const [first = '', ...others] = room.joinLinks;
  return [
    room.isNew
      ? `A room of ${room.seats} seats.`
      : `The room of the last time: ${room.taken} of ${room.seats} seats are taken, and stay so. To begin anew, close it on the page of the trainer.`,
    renderUnicodeCompact(first, { border: 2 }),
    `Learners join at    ${first}`,
    ...others.map((link) => `                 or ${link}`),
    `For the trainer alone: ${room.trainerLink}`,
  ];
}

function closedByTrainer(closing: Promise<void>, signal: AbortSignal): Promise<boolean> {
  const interrupted = new Promise<false>((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  return Promise.race([closing.then(() => true), interrupted]);
}
