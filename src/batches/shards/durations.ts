import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { StoredFormat } from '../../base/files/stored.ts';
import { projectFolder } from '../../base/project-folder.ts';

const secondsSchema = z.record(z.string(), z.number().positive()).readonly();

/** `durations.json`: how long every case took, for each profile. It decides how a suite is divided into shards. */
export const durationsFormat = new StoredFormat({
  name: 'durations',
  version: 1,
  schema: z.object({ profiles: z.record(z.string(), secondsSchema).readonly() }).readonly(),
  otherVersion: 'Take the durations.json that the next suite writes.',
});

export type Durations = ReturnType<typeof durationsFormat.read>;

/** The durations that come with the program. */
export const ownDurationsFile = fileURLToPath(new URL('labs/durations.json', projectFolder));

/**
 * The durations of a file, or those that come with the program.
 *
 * @throws SwitchoverError (wrong-input) when the file is missing or damaged
 */
export const readDurations = (file: string = ownDurationsFile): Promise<Durations> =>
  durationsFormat.readFile(file);

/** Those that were known, with those of the latest suite in their places; in the order of their names. */
export function updatedDurations(
  known: Durations,
  profile: string,
  seconds: ReadonlyMap<string, number>,
): Durations {
  const all = { ...known.profiles[profile], ...Object.fromEntries(seconds) };
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  return { profiles: { ...known.profiles, [profile]: Object.fromEntries(sorted) } };
}
