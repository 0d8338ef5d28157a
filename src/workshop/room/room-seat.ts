import { Refusal } from '../http/refusal.ts';
import type { Seat } from '../http/seat-services.ts';
import type { PageUpdate } from '../protocol/updates.ts';
import type { Room } from './room.ts';
import type { RoomState } from './room-state.ts';
import { seatViewOf } from './seat-view.ts';

export interface RoomSeatOptions {
  /** Is told that a page of the seat was opened; returns what is told when it closes. */
  readonly onPage: () => () => void;
}

/** A seat as its pages see it: with its place in the room, and without its lab while the trainer pauses. */
export function roomSeat(inner: Seat, room: Room, number: number, { onPage }: RoomSeatOptions): Seat {
  const unlessPaused =
    <Request>(act: (request: Request) => Promise<void>) =>
    async (request: Request): Promise<void> => {
      if (room.state.paused) throw new Refusal(409, 'The trainer has paused the room.');
      await act(request);
    };
  const { lab, terminals, lessons } = inner;
  return {
    id: inner.id,
    views: inner.views,
    lab: {
      // Ending is always possible.
      close: () => lab.close(),
      stop: () => lab.stop(),
      open: unlessPaused((request) => lab.open(request)),
      break: unlessPaused((request) => lab.break(request)),
      heal: unlessPaused((request) => lab.heal(request)),
      startOver: unlessPaused((request) => lab.startOver(request)),
      trial: unlessPaused((request) => lab.trial(request)),
      changeTimer: unlessPaused((request) => lab.changeTimer(request)),
    },
    terminals,
    lessons: {
      ...lessons,
      start: unlessPaused((request) => lessons.start(request)),
      solve: unlessPaused((request) => lessons.solve(request)),
    },
    raiseHand: async (isRaised) => {
      const event = { kind: 'hand', isRaised, at: new Date().toISOString() } as const;
      await room.change({ kind: 'seat', seat: number, event });
    },
    subscribe: (listener) => {
      const closed = onPage();
      tellPlace(room.state, number, listener);
      const ends = [
        room.subscribe((now, before) => {
          if (seatText(now, number) !== seatText(before, number)) tellPlace(now, number, listener);
        }),
        inner.subscribe((update) => {
          if (update.kind !== 'seat') listener(update);
        }),
        closed,
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

function tellPlace(room: RoomState, number: number, listener: (update: PageUpdate) => void): void {
  const seat = room.seats[number - 1];
  if (seat) listener({ kind: 'seat', seat: seatViewOf(room, seat) });
}

function seatText(room: RoomState, number: number): string {
  const seat = room.seats[number - 1];
  return seat ? JSON.stringify(seatViewOf(room, seat)) : '';
}
