import { freeSeat } from './after-event.ts';
import { newCode } from './codes.ts';
import type { RoomState } from './room-state.ts';

/** What the person who starts a room asks for. */
export interface RoomWish {
  readonly lab: string;
  readonly lesson: string | null;
  readonly profile: string;
  readonly seats: number;
}

/** More would need labs that no machine that we know has room for. */
export const mostSeats = 100;

/** The name of a room, fit for a file: the same command finds it again. */
export const roomId = ({ lab, lesson }: Pick<RoomWish, 'lab' | 'lesson'>): string =>
  `${lab} ${lesson ?? ''}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 100);

/** @param at now, as an ISO date */
export function newRoom(wish: RoomWish, at: string): RoomState {
  const { lab, lesson, profile } = wish;
  return withSeats(
    {
      id: roomId(wish),
      createdAt: at,
      lab,
      lesson,
      profile,
      trainers: [],
      paused: false,
      message: null,
      state: 'open',
      seats: [],
    },
    wish.seats,
  );
}

/** The room with at least so many seats. It never loses one: somebody may sit on it. */
export function withSeats(room: RoomState, count: number): RoomState {
  if (count <= room.seats.length) return room;
  const codes = new Set(room.seats.map(({ code }) => code));
  const added = Array.from({ length: count - room.seats.length }, (_, index) => {
    const code = newCode(codes);
    codes.add(code);
    return freeSeat(room.seats.length + index + 1, code);
  });
  return { ...room, seats: [...room.seats, ...added] };
}
