import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where rooms are kept: in the folder for what programs have to find again (XDG Base Directory Specification), because
 * every command of this user has to know them, wherever it is started.
 */
export function roomsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: state = '' } = environment;
  return join(isAbsolute(state) ? state : join(homedir(), '.local/state'), 'switchover/rooms');
}

const ending = '.json';

export const roomPath = (folder: string, id: string): string => join(folder, `${id}${ending}`);

/** Ids of the rooms that have a file. */
export async function roomIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}
