import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { lockPath } from '../../../src/base/files/lock-file.js';
import { ownerLabel, thisOwner } from '../../../src/base/ownership/owner.js';
import { Room } from '../../../src/workshop/room/room.ts';
import { RoomFile } from '../../../src/workshop/room/room-file.ts';
import { roomFormat } from '../../../src/workshop/room/room-format.ts';
import { roomIds, roomPath, roomsFolder } from '../../../src/workshop/room/rooms-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { at, joined, lesson, ofSeat, task, wish } from './support.ts';

const id = 'dual-redundancy-first-look';

async function opened(t: ExecutionContext) {
  const folder = join(await temporaryFolder(t), 'rooms');
  const { room, isNew } = await Room.open(folder, wish);
  t.true(isNew);
  return { folder, room, path: roomPath(folder, id) };
}

test('a change is in the file before it is answered, and the next server finds it', async (t) => {
  const { folder, room, path } = await opened(t);
  await room.change(joined(1, 'Ada'));
  t.is(roomFormat.read(await readFile(path, 'utf8'), path).seats[0]?.name, 'Ada');
  await room.change(ofSeat(1, { kind: 'lab', id: 'r-1' }));
  await room.change(ofSeat(1, { kind: 'lesson', view: lesson(task('look', 'open')), at: at(2) }));
  await room.change(ofSeat(1, { kind: 'saved', key: 'a/b', value: { hints: [1] } }));
  const before = room.state;
  await room.leave();
  const again = await Room.open(folder, { ...wish, seats: 1 });
  t.false(again.isNew);
  t.deepEqual(again.room.state, before);
});

test('only the owner can read a room', async (t) => {
  const { folder, room, path } = await opened(t);
  await room.change(joined(1, 'Ada'));
  t.is((await stat(folder)).mode & 0o777, 0o700);
  t.is((await stat(path)).mode & 0o777, 0o600);
  t.deepEqual(await roomIds(folder), [id]);
});

test('changes of one moment take place one after the other', async (t) => {
  const { room } = await opened(t);
  const told: number[] = [];
  room.subscribe(({ seats }) => told.push(seats.filter(({ name }) => name !== null).length));
  const results = await Promise.allSettled([
    room.change(joined(1, 'Ada')),
    room.change(joined(1, 'Eve')),
    room.change(joined(2, 'Ada')),
  ]);
  t.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  t.deepEqual(
    room.state.seats.map(({ name }) => name),
    ['Ada', 'Ada 2'],
  );
  t.deepEqual(told, [2]);
});

test('what cannot be saved did not happen', async (t) => {
  const { room, path } = await opened(t);
  // Root may write everywhere, but not a file in place of a folder.
  await mkdir(`${path}.draft`);
  await t.throwsAsync(room.change(joined(1, 'Ada')), { message: /could not be saved/ });
  t.is(room.state.seats[0]?.name, null);
  await rm(`${path}.draft`, { recursive: true });
  await room.change(joined(1, 'Ada'));
  t.is(room.state.seats[0]?.name, 'Ada');
});

test('two servers do not have the same room, but a dead one does not count', async (t) => {
  const { folder, room } = await opened(t);
  await t.throwsAsync(Room.open(folder, wish), { message: /Another switchover .* runs the room/ });
  await room.leave();
  await writeFile(lockPath(id, folder), ownerLabel({ ...thisOwner(), startTime: '1' }));
  const { room: again } = await Room.open(folder, wish);
  await again.leave();
  t.deepEqual(await readdir(folder), [`${id}.json`]);
});

test('a room of other labs is not taken for this one', async (t) => {
  const { folder, room } = await opened(t);
  await room.leave();
  await t.throwsAsync(Room.open(folder, { ...wish, profile: 'azure' }), {
    message: /is one of the lab dual-redundancy with the profile fast/,
  });
  // The lock was given back.
  await (await Room.open(folder, wish)).room.leave();
});

test('a room that is being closed is not opened again, and its file goes last', async (t) => {
  const { folder, room } = await opened(t);
  await room.change({ kind: 'closed' });
  await room.leave();
  await t.throwsAsync(Room.open(folder, wish), { message: /is being closed/ });
  const file = await RoomFile.take(folder, id);
  await file.remove();
  await file[Symbol.asyncDispose]();
  t.deepEqual(await readdir(folder), []);
});

test('rooms are kept where every command of this user finds them', (t) => {
  t.is(roomsFolder({ XDG_STATE_HOME: '/state' }), '/state/switchover/rooms');
  t.regex(roomsFolder({}), /\/\.local\/state\/switchover\/rooms$/);
  t.regex(roomsFolder({ XDG_STATE_HOME: 'relative' }), /\/\.local\/state\/switchover\/rooms$/);
});
