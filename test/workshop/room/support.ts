import type { LessonView, TaskView } from '../../../src/workshop/protocol/lesson.ts';
import { afterEvent, type RoomEvent, type SeatEvent } from '../../../src/workshop/room/after-event.ts';
import { newRoom, type RoomWish } from '../../../src/workshop/room/new-room.ts';
import type { RoomState } from '../../../src/workshop/room/room-state.ts';

export const wish: RoomWish = { lab: 'dual-redundancy', lesson: 'first-look', profile: 'fast', seats: 2 };

export const at = (minute: number): string => new Date(Date.UTC(2026, 10, 29, 9, minute)).toISOString();

export const room = (seats = 2): RoomState => newRoom({ ...wish, seats }, at(0));

export const after = (state: RoomState, ...events: readonly RoomEvent[]): RoomState =>
  events.reduce(afterEvent, state);

export const ofSeat = (seat: number, event: SeatEvent): RoomEvent => ({ kind: 'seat', seat, event });

export const joined = (seat: number, name: string, token = `hash-of-${seat}`): RoomEvent =>
  ofSeat(seat, { kind: 'joined', name, token, at: at(1) });

export const task = (id: string, state: TaskView['state'], more: Partial<TaskView> = {}): TaskView => ({
  id,
  title: `Task ${id}`,
  kind: 'do',
  state,
  questions: [],
  lamps: [],
  hints: { opened: [], left: 0, nextAfterSeconds: 0 },
  ...more,
});

export const lesson = (...tasks: readonly TaskView[]): LessonView => ({
  lab: 'dual-redundancy',
  id: 'first-look',
  title: 'A first look',
  language: 'en',
  languages: ['en'],
  minutes: 20,
  objectives: [],
  html: '',
  tasks,
});
