import { join } from 'node:path';
import { type Durations, durationsFormat, readDurations, updatedDurations } from '../shards/durations.ts';
import type { SuiteResult } from '../suite/suite-result.ts';
import { ifThere } from './if-there.ts';
import type { Together } from './parts.ts';

/**
 * What the shards know about durations: those that they were divided by, which may be of a person's own labs, and what each
 * has measured. Those that come with the program when no shard has saved any.
 *
 * @throws SwitchoverError (wrong-input) when a file is damaged or of another version
 */
export async function durationsOf({ parts }: Together<SuiteResult>): Promise<Durations> {
  const saved = await Promise.all(
    parts.map(({ path }) => ifThere(join(path, 'durations.json'), (file) => durationsFormat.readFile(file))),
  );
  const known = saved.filter((one) => one !== undefined);
  if (known.length === 0) return readDurations();
  return known.reduce((all, { profiles }) =>
    Object.entries(profiles).reduce(
      (sum, [profile, seconds]) => updatedDurations(sum, profile, new Map(Object.entries(seconds))),
      all,
    ),
  );
}
