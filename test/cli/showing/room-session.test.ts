import test from 'ava';
import { startLines } from '../../../src/cli/showing/room-session.ts';
import type { OpenedRoom } from '../../../src/workshop/room/open-room.ts';

const opened = (changes: Partial<OpenedRoom> = {}): OpenedRoom => ({
  id: 'dual-redundancy-first-look',
  isNew: true,
  taken: 0,
  seats: 20,
  joinLinks: ['http://192.0.2.1:8480/', 'http://localhost:8480/'],
  trainerLink: 'http://192.0.2.1:8480/t/token-of-the-trainer',
  closing: new Promise(() => {}),
  leave: async () => {},
  close: async () => {},
  ...changes,
});

test('a trainer gets the link to project as text and as a picture, and a link of their own', (t) => {
  const [first, picture, ...others] = startLines(opened());
  t.is(first, 'A room of 20 seats.');
  t.regex(picture ?? '', /^[█▀▄ \n]+$/);
  t.deepEqual(others, [
    'Learners join at    http://192.0.2.1:8480/',
    '                 or http://localhost:8480/',
    'For the trainer alone: http://192.0.2.1:8480/t/token-of-the-trainer',
  ]);
});

test('a room that was found says so, and how to begin anew', (t) => {
  const [first] = startLines(opened({ isNew: false, taken: 7 }));
  t.is(
    first,
    'The room of the last time: 7 of 20 seats are taken, and stay so. To begin anew, close it on the page of the trainer.',
  );
});
