import { join } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { runFormat } from '../../run/folder/formats.ts';
import { resultFiles } from '../result-files.ts';
import { type SuiteResult, suiteFormat } from '../suite/suite-result.ts';
import { type SweepResult, sweepFormat } from '../sweep/sweep-result.ts';
import { runPart, type SavedRun } from './merge-runs.ts';
import { suitePart } from './merge-suites.ts';
import { sweepPart } from './merge-sweeps.ts';
import type { Part } from './parts.ts';

/** Shards of one kind. */
export type Found =
  | { readonly kind: 'suite'; readonly parts: readonly Part<SuiteResult>[] }
  | { readonly kind: 'sweep'; readonly parts: readonly Part<SweepResult>[] }
  | { readonly kind: 'run'; readonly parts: readonly Part<SavedRun>[] };

const files = ['suite.json', 'sweep.json', 'run.json'] as const;

/**
 * The shards in some folders and below them. Results that are no shards are passed over: a suite that was killed leaves
 * its runs behind.
 *
 * @throws SwitchoverError (wrong-input) when a folder cannot be read, when a file is damaged or of another version, and
 * when there are no shards, or shards of different kinds
 */
export async function findParts(folders: readonly string[]): Promise<Found> {
  const found = (await Promise.all([...new Set(folders)].map((folder) => resultFiles(folder, files)))).flat();
  const of = async <Result>(
    name: (typeof files)[number],
    part: (path: string) => Promise<Part<Result> | undefined>,
  ) => {
    const parts = await Promise.all(
      found.filter((one) => one.name === name).map(({ folder }) => part(folder)),
    );
    return parts.filter((one) => one !== undefined);
  };
  const suites = await of('suite.json', async (path) =>
    suitePart(await suiteFormat.readFile(join(path, 'suite.json')), path),
  );
  const sweeps = await of('sweep.json', async (path) =>
    sweepPart(await sweepFormat.readFile(join(path, 'sweep.json')), path),
  );
  const runs = await of('run.json', async (path) =>
    runPart(await runFormat.readFile(join(path, 'run.json')), path),
  );
  const kinds: readonly Found[] = [
    { kind: 'suite', parts: suites },
    { kind: 'sweep', parts: sweeps },
    { kind: 'run', parts: runs },
  ];
  const [one, another] = kinds.filter(({ parts }) => parts.length > 0);
  if (!one) {
    const message = `There is no result of a shard (--shard) in ${folders.join(', ')}.`;
    throw new SwitchoverError('wrong-input', message);
  }
  if (another) {
    const paths = [one, another].map(({ kind, parts }) => `${parts[0]?.path} is a ${kind}`).join(', ');
    throw new SwitchoverError('wrong-input', `These shards do not belong together: ${paths}.`);
  }
  return one;
}
