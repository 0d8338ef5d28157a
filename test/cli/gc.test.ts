import { utimes } from 'node:fs/promises';
import test from 'ava';
import { labels } from '../../src/engine/ownership/labels.ts';
import { Room } from '../../src/workshop/room/room.ts';
import { roomPath, roomsFolder } from '../../src/workshop/room/rooms-folder.ts';
import { fakeEngine } from '../engine/fake-engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { inProcess } from './in-process.ts';

const old = (id: string, sizeBytes: number) => ({
  ...{ id: `sha256:${id}`, tags: [`switchover-node:${id}`], sizeBytes },
  labels: { [labels.role]: 'node-image' },
});

test.serial('gc says which images it removed, and how much that freed', async (t) => {
  // An empty folder, so that it finds nothing of other tests.
  const TMPDIR = await temporaryFolder(t);
  const images = [old('a', 105_000_000), old('b', 1_100_000_000), old('c', 1)];
  const { host } = await fakeEngine(t, { images, stubborn: ['switchover-node:c'] });
  const gc = () => inProcess(['gc'], { DOCKER_HOST: host, TMPDIR });
  const stderr =
    'switchover-node:c could not be removed: Could not remove the image switchover-node:c: conflict - it is used';
  t.deepEqual(await gc(), {
    exitCode: 5,
    stdout: 'removed switchover-node:a (105 MB)\nremoved switchover-node:b (1.1 GB)\nImages freed 1.2 GB.',
    stderr,
  });
  t.deepEqual(await gc(), { exitCode: 5, stdout: '', stderr });
});

test.serial('gc says when there was nothing to remove', async (t) => {
  const TMPDIR = await temporaryFolder(t);
  const { host } = await fakeEngine(t, {});
  const { exitCode, stdout } = await inProcess(['gc'], { DOCKER_HOST: host, TMPDIR });
  t.is(exitCode, 0);
  t.is(stdout, 'Nothing was left.');
});

test.serial('gc keeps a room for a week, down --all does not', async (t) => {
  const [TMPDIR, XDG_STATE_HOME] = [await temporaryFolder(t), await temporaryFolder(t)];
  const folder = roomsFolder({ XDG_STATE_HOME });
  const { host } = await fakeEngine(t, {});
  const typed = (...words: string[]) => inProcess(words, { DOCKER_HOST: host, TMPDIR, XDG_STATE_HOME });
  const wish = { lab: 'dual-redundancy', lesson: 'first-look', profile: 'fast', seats: 2 };
  const make = async () => (await Room.open(folder, wish)).room.leave();
  await make();
  t.is((await typed('gc')).stdout, 'Nothing was left.');
  t.regex((await typed('down', '--all')).stderr, /^closed the room dual-redundancy-first-look$/m);
  await make();
  const long = new Date(Date.now() - 8 * 24 * 3_600_000);
  await utimes(roomPath(folder, 'dual-redundancy-first-look'), long, long);
  t.is((await typed('gc')).stdout, 'closed the room dual-redundancy-first-look');
});
