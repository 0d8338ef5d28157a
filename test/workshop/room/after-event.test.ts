import test from 'ava';
import { nextFreeSeat } from '../../../src/workshop/room/after-event.ts';
import { roomId, withSeats } from '../../../src/workshop/room/new-room.ts';
import { seatViewOf } from '../../../src/workshop/room/seat-view.ts';
import { after, at, joined, lesson, ofSeat, room, task } from './support.ts';

const seatOf = (state: ReturnType<typeof room>, number = 1) => {
  const seat = state.seats[number - 1];
  if (!seat) throw new Error(`no seat ${number}`);
  return seat;
};

test('the next one gets a seat whose lab is up', (t) => {
  const empty = room(3);
  t.is(nextFreeSeat(empty)?.number, 1);
  const withLab = after(empty, ofSeat(2, { kind: 'lab', id: 'r-2' }));
  t.is(nextFreeSeat(withLab)?.number, 2);
  const full = after(withLab, joined(1, 'Ada'), joined(2, 'Kim'), joined(3, 'Kim'));
  t.is(nextFreeSeat(full), undefined);
  t.deepEqual(
    full.seats.map(({ name }) => name),
    ['Ada', 'Kim', 'Kim 2'],
  );
});

test('nobody takes a seat that somebody has', (t) => {
  const state = after(room(), joined(1, 'Ada'));
  t.throws(() => after(state, joined(1, 'Eve')), { message: 'Seat 1 is taken already.' });
  t.throws(() => after(state, joined(3, 'Eve')), { message: 'The room has no seat 3.' });
});

test('a seat opens in eight browsers; the ninth ends the first', (t) => {
  const opened = Array.from({ length: 8 }, (_, index) =>
    ofSeat(1, { kind: 'opened', token: `browser-${index}` }),
  );
  const { tokens } = seatOf(after(room(), joined(1, 'Ada', 'first'), ...opened));
  t.is(tokens.length, 8);
  t.false(tokens.includes('first'));
  t.is(tokens.at(-1), 'browser-7');
});

test('who takes over a freed seat finds the lab, but neither the links nor the progress of the one before', (t) => {
  const before = after(
    room(),
    ofSeat(1, { kind: 'lab', id: 'r-1' }),
    joined(1, 'Ada'),
    ofSeat(1, { kind: 'saved', key: 'dual-redundancy/first-look', value: { passed: ['look'] } }),
    ofSeat(1, { kind: 'lesson', view: lesson(task('look', 'passed')), at: at(2) }),
  );
  const freed = after(before, ofSeat(1, { kind: 'freed', code: 'AAAAA' }));
  t.like(seatOf(freed), { name: null, tokens: [], lab: 'r-1', lessons: [], saved: {}, code: 'AAAAA' });
});

const nobody = { isLookedAt: false, help: 'none' } as const;

test('a message for all takes the place of those for one', (t) => {
  const told = after(room(), ofSeat(1, { kind: 'told', message: 'Look at device1.' }));
  t.is(seatViewOf(told, seatOf(told), nobody).message, 'Look at device1.');
  t.is(seatViewOf(told, seatOf(told, 2), nobody).message, null);
  const all = after(told, { kind: 'message', message: 'Break until 11.' });
  t.is(seatViewOf(all, seatOf(all), nobody).message, 'Break until 11.');
});

test('a page is told its own seat', (t) => {
  const state = after(room(), joined(1, 'Ada'), ofSeat(1, { kind: 'hand', isRaised: true, at: at(3) }), {
    kind: 'paused',
    isPaused: true,
  });
  const seat = seatOf(state);
  t.deepEqual(seatViewOf(state, seat, nobody), {
    name: 'Ada',
    code: seat.code,
    ...nobody,
    handRaised: true,
    message: null,
    paused: true,
  });
});

test('what changes nothing gives the same room: nothing has to be saved', (t) => {
  const view = lesson(task('look', 'open'));
  const state = after(room(), joined(1, 'Ada'), ofSeat(1, { kind: 'lesson', view, at: at(2) }));
  t.is(after(state, ofSeat(1, { kind: 'lesson', view, at: at(5) })), state);
  t.is(after(state, ofSeat(1, { kind: 'hand', isRaised: false, at: at(5) })), state);
  t.is(after(state, ofSeat(1, { kind: 'lab', id: null })), state);
});

test('seats can be added, and never go', (t) => {
  const state = after(room(2), joined(2, 'Ada'));
  t.is(withSeats(state, 1), state);
  const more = withSeats(state, 30);
  t.is(more.seats.length, 30);
  t.is(new Set(more.seats.map(({ code }) => code)).size, 30);
  t.is(seatOf(more, 2).name, 'Ada');
});

test('the id of a room fits a file', (t) => {
  t.is(roomId({ lab: 'dual-redundancy', lesson: 'first-look' }), 'dual-redundancy-first-look');
  t.is(roomId({ lab: '../../My Lab/lab.yaml', lesson: null }), 'my-lab-lab-yaml');
});
