import type { Engine } from '../../engine/engine.ts';
import { removeLab, runningLabs } from '../../lab/running-labs.ts';
import { RoomFile } from './room-file.ts';
import type { RoomState } from './room-state.ts';
import { roomIds } from './rooms-folder.ts';

/** A room that no server runs any more. */
export interface ClosedRoom {
  readonly id: string;
  /** Ids of its labs. */
  readonly labs: readonly string[];
}

/** Longer than a course with a weekend in its middle. */
export const keptDays = 7;

/** Whether nobody will come back to a room: it was closed, or nothing happened in it for a week. */
export const isOver = ({ state }: Pick<RoomState, 'state'>, savedAt: Date, now: Date): boolean =>
  state === 'closed' || now.getTime() - savedAt.getTime() > keptDays * 24 * 3_600_000;

/**
 * Removes rooms, first their labs and then their files. A room whose server runs stays as it is; so does one whose file
 * cannot be read, because nobody knows its labs.
 *
 * @param which of those that have no server
 * @throws SwitchoverError (environment) when a container cannot be removed: the file stays then
 */
export async function closeRooms(
  engine: Engine,
  folder: string,
  which: (room: RoomState, savedAt: Date) => boolean,
): Promise<ClosedRoom[]> {
  const closed: ClosedRoom[] = [];
  for (const id of await roomIds(folder)) {
    const file = await RoomFile.takeIfFree(folder, id);
    if (!file) continue;
    try {
      const [room, savedAt] = [await file.read().catch(() => undefined), await file.savedAt()];
      if (!room || !savedAt || !which(room, savedAt)) continue;
      await file.save({ ...room, state: 'closed' });
      closed.push({ id, labs: await removeLabsOf(engine, room) });
      await file.remove();
    } finally {
      await file[Symbol.asyncDispose]();
    }
  }
  return closed;
}

/** Removes the labs of a room that are on the engine, and returns their ids. */
export async function removeLabsOf(engine: Engine, { seats }: RoomState): Promise<string[]> {
  const ids = new Set(seats.flatMap(({ lab }) => (lab === null ? [] : [lab])));
  const labs = (await runningLabs(engine)).filter(({ id }) => ids.has(id));
  await Promise.all(labs.map((lab) => removeLab(engine, lab)));
  return labs.map(({ id }) => id);
}
