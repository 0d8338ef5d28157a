import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { LessonView } from '../protocol/lesson.ts';
import { progressOf } from './lesson-progress.ts';
import { distinctName } from './names.ts';
import type { RoomState, SeatState } from './room-state.ts';

/** Something of a seat. `at` is an ISO date. */
export type SeatEvent =
  /** Somebody takes the seat. The name is clean. */
  | { readonly kind: 'joined'; readonly name: string; readonly token: string; readonly at: string }
  /** The learner opened it in another browser. */
  | { readonly kind: 'opened'; readonly token: string }
  | { readonly kind: 'hand'; readonly isRaised: boolean; readonly at: string }
  | { readonly kind: 'told'; readonly message: string | null }
  /** It has a lab of this id, or none any more. */
  | { readonly kind: 'lab'; readonly id: string | null }
  | { readonly kind: 'lesson'; readonly view: LessonView | null; readonly at: string }
  /** What the lesson with this key (`lab/id`) wants to find again. */
  | { readonly kind: 'saved'; readonly key: string; readonly value: SeatState['saved'][string] }
  /** The trainer takes it from who had it, for somebody else. The lab stays; the code is a new one. */
  | { readonly kind: 'freed'; readonly code: string };

export type RoomEvent =
  | { readonly kind: 'seat'; readonly seat: number; readonly event: SeatEvent }
  /** The server started: the trainer has a new link, and the old one stays. */
  | { readonly kind: 'trainer'; readonly token: string }
  | { readonly kind: 'message'; readonly message: string | null }
  | { readonly kind: 'paused'; readonly isPaused: boolean }
  | { readonly kind: 'closed' };

/** More browsers than anybody has. The oldest has to open the seat again. */
const mostTokens = 8;

/**
 * The room after something happened in it.
 *
 * @returns the same object when nothing changed
 * @throws SwitchoverError (wrong-input) when it cannot happen: no such seat, or the seat is taken
 */
export function afterEvent(room: RoomState, event: RoomEvent): RoomState {
  switch (event.kind) {
    case 'seat':
      return withSeat(room, event.seat, event.event);
    case 'trainer':
      return { ...room, trainers: withToken(room.trainers, event.token) };
    case 'message':
      return {
        ...room,
        message: event.message,
        seats: room.seats.map((seat) => ({ ...seat, message: null })),
      };
    case 'paused':
      return { ...room, paused: event.isPaused };
    case 'closed':
      return { ...room, state: 'closed' };
  }
}

function withSeat(room: RoomState, number: number, event: SeatEvent): RoomState {
  const seat = room.seats.find((one) => one.number === number);
  if (!seat) throw new SwitchoverError('wrong-input', `The room has no seat ${number}.`);
  const names = room.seats.flatMap(({ name }) => (name === null ? [] : [name]));
  const changed = afterSeatEvent(seat, event, names);
  if (changed === seat) return room;
  return { ...room, seats: room.seats.map((one) => (one === seat ? changed : one)) };
}

function afterSeatEvent(seat: SeatState, event: SeatEvent, names: readonly string[]): SeatState {
  switch (event.kind) {
    case 'joined':
      if (seat.name !== null)
        throw new SwitchoverError('wrong-input', `Seat ${seat.number} is taken already.`);
      return {
        ...seat,
        name: distinctName(event.name, names),
        tokens: [event.token],
        joinedAt: event.at,
      };
    case 'opened':
      return { ...seat, tokens: withToken(seat.tokens, event.token) };
    case 'hand':
      if (event.isRaised === (seat.handRaisedAt !== null)) return seat;
      return { ...seat, handRaisedAt: event.isRaised ? event.at : null };
    case 'told':
      return { ...seat, message: event.message };
    case 'lab':
      return seat.lab === event.id ? seat : { ...seat, lab: event.id };
    case 'lesson':
      return event.view === null ? withoutLesson(seat) : withLesson(seat, event.view, event.at);
    case 'saved':
      return { ...seat, saved: { ...seat.saved, [event.key]: event.value } };
    case 'freed':
      return { ...freeSeat(seat.number, event.code), lab: seat.lab };
  }
}

const withToken = (tokens: readonly string[], token: string): string[] =>
  [...tokens, token].slice(-mostTokens);

const withoutLesson = (seat: SeatState): SeatState =>
  seat.lesson === null ? seat : { ...seat, lesson: null };

function withLesson(seat: SeatState, view: LessonView, at: string): SeatState {
  const found = seat.lessons.findIndex(({ lab, id }) => lab === view.lab && id === view.id);
  const place = found < 0 ? seat.lessons.length : found;
  const before = seat.lessons[place];
  const progress = progressOf(view, before, at);
  if (seat.lesson === place && JSON.stringify(before) === JSON.stringify(progress)) return seat;
  const lessons = [...seat.lessons];
  lessons[place] = progress;
  return { ...seat, lesson: place, lessons };
}

/** A seat that nobody has. */
export const freeSeat = (number: number, code: string): SeatState => ({
  number,
  tokens: [],
  code,
  name: null,
  joinedAt: null,
  handRaisedAt: null,
  message: null,
  lab: null,
  lesson: null,
  lessons: [],
  saved: {},
});

/** The free seat that the next one gets: one with a lab before one without. Undefined: the room is full. */
export function nextFreeSeat({ seats }: RoomState): SeatState | undefined {
  const free = seats.filter(({ name }) => name === null);
  return free.find(({ lab }) => lab !== null) ?? free[0];
}
