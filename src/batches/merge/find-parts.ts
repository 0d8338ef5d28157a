import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { whyUnreadable } from '../../base/files/why-unreadable.ts';
import { runFormat } from '../../run/folder/formats.ts';
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

/** What lies in a folder: a CI system puts each shard into a folder of its own, often several deep. */
const deepest = 4;

const files = ['suite.json', 'sweep.json', 'run.json'] as const;

/**
 * The shards in some folders and below them. Results that are no shards are passed over: a suite that was killed leaves
 * its runs behind.
 *
 * @throws SwitchoverError (wrong-input) when a folder cannot be read, when a file is damaged or of another version, and
 * when there are no shards, or shards of different kinds
 */
export async function findParts(folders: readonly string[]): Promise<Found> {
  const found = (await Promise.all([...new Set(folders)].map(resultFiles))).flat();
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

interface ResultFile {
  readonly folder: string;
  readonly name: (typeof files)[number];
}

async function resultFiles(folder: string): Promise<ResultFile[]> {
  try {
    return await filesBelow(folder, deepest);
  } catch (cause) {
    const message = `${folder} cannot be read: ${whyUnreadable(cause)}.`;
    throw new SwitchoverError('wrong-input', message, { path: folder, cause });
  }
}

async function filesBelow(folder: string, depth: number): Promise<ResultFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const name = files.find((file) => entries.some((entry) => entry.isFile() && entry.name === file));
  if (name !== undefined) return [{ folder, name }];
  if (depth === 0) return [];
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  return (await Promise.all(folders.map((one) => filesBelow(one, depth - 1)))).flat();
}
