import { readdir } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { ownerLabel, thisOwner } from '../../../src/base/ownership/owner.js';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { runningLabs } from '../../../src/lab/running-labs.ts';
import { closeRooms, isOver } from '../../../src/workshop/room/close-rooms.ts';
import { Room } from '../../../src/workshop/room/room.ts';
import { realEngine, testContainer } from '../../engine/real-engine.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { room as newRoom, ofSeat, wish } from './support.ts';

/** What a killed server leaves of a lab that it had marked to be kept: here a node that never runs. */
async function lab(t: ExecutionContext, id: string): Promise<string> {
  const run = `${id}-${process.pid}`;
  const owner = ownerLabel({ ...thisOwner(), startTime: '1' });
  const own = { [labels.owner]: owner, [labels.run]: run, [labels.lab]: 'dual-redundancy' };
  await testContainer(t, 'true', { labels: { ...own, [labels.node]: 'device1' } });
  await testContainer(t, 'true', { labels: { ...own, [labels.kept]: 'true' } });
  return run;
}

test('a room goes with its labs, and with nothing else', async (t) => {
  const { engine } = await realEngine();
  const folder = await temporaryFolder(t);
  const [its, other] = [await lab(t, 'its'), await lab(t, 'other')];
  const { room } = await Room.open(folder, wish);
  await room.change(ofSeat(1, { kind: 'lab', id: its }));
  t.deepEqual(await closeRooms(engine, folder, () => true), [], 'its server runs');
  await room.leave();
  t.deepEqual(await closeRooms(engine, folder, () => false), [], 'it is not over');
  t.is((await readdir(folder)).length, 1);
  t.deepEqual(await closeRooms(engine, folder, () => true), [
    { id: 'dual-redundancy-first-look', labs: [its] },
  ]);
  const left = (await runningLabs(engine)).map(({ id }) => id);
  t.false(left.includes(its));
  t.true(left.includes(other));
  t.deepEqual(await readdir(folder), []);
});

test('a room is over when it was closed, or after a week without anything in it', (t) => {
  const savedAt = new Date('2026-11-29T12:00:00Z');
  const later = (days: number) => new Date(savedAt.getTime() + days * 24 * 3_600_000);
  t.false(isOver(newRoom(), savedAt, later(7)));
  t.true(isOver(newRoom(), savedAt, later(7.01)));
  t.true(isOver({ state: 'closed' }, savedAt, savedAt));
});
