import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { resultOf } from '../../analysis/result-of.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { copyPrivately } from '../../base/files/copy-privately.ts';
import { isMissing, whyUnreadable } from '../../base/files/why-unreadable.ts';
import { RunFolder } from '../../run/folder/run-folder.ts';
import type { CaseResult } from '../suite/case-result.ts';
import { saveSuite } from '../suite/save-suite.ts';
import type { SuiteResult } from '../suite/suite-result.ts';
import { saveSweep } from '../sweep/save-sweep.ts';
import type { SweepResult } from '../sweep/sweep-result.ts';
import { findParts } from './find-parts.ts';
import { mergedRun, type SavedRun } from './merge-runs.ts';
import { mergedSuite } from './merge-suites.ts';
import { mergedSweep } from './merge-sweeps.ts';
import { durationsOf } from './merged-durations.ts';
import { outputsOf } from './outputs.ts';
import { type Together, together } from './parts.ts';

/** Shards as one result, as if one machine had run everything. */
export type Merged = (
  | { readonly kind: 'suite'; readonly result: SuiteResult }
  | { readonly kind: 'sweep'; readonly result: SweepResult }
  | { readonly kind: 'run'; readonly result: RunResult }
) & {
  /** Sentences about shards that were left out. */
  readonly remarks: readonly string[];
};

/**
 * Puts the shards of a suite, a sweep or a run together, and saves the whole in a folder of its own, in the form in which
 * one machine would have saved it.
 *
 * Everything is read before the first file is written: what is damaged leaves the folder empty, for another try.
 *
 * @param folders with results of shards, in them or below them
 * @param into a folder that is new or empty
 * @throws SwitchoverError (wrong-input) when the shards do not belong together, or the folder has something in it
 */
export async function mergeShards(folders: readonly string[], into: string): Promise<Merged> {
  await refuseUnlessEmpty(into);
  const found = await findParts(folders);
  const id = basename(resolve(into));
  switch (found.kind) {
    case 'suite': {
      const shards = together(found.parts);
      const result = mergedSuite(shards, id);
      const outputs = await outputsOf(shards, result.cases, into);
      const outputOf = (one: CaseResult) => outputs.get(one) ?? {};
      const durations = await durationsOf(shards);
      await copyRuns(shards, into);
      await saveSuite(into, result, { outputOf, durations });
      return { kind: 'suite', result, remarks: shards.remarks };
    }
    case 'sweep': {
      const shards = together(found.parts);
      const result = mergedSweep(shards, id);
      await copyRuns(shards, into);
      await saveSweep(into, result);
      return { kind: 'sweep', result, remarks: shards.remarks };
    }
    case 'run': {
      const shards = together(found.parts);
      return { kind: 'run', result: await mergeTrials(shards, into, id), remarks: shards.remarks };
    }
  }
}

/** The trials of all shards in one folder, analysed together. */
async function mergeTrials(shards: Together<SavedRun>, into: string, id: string): Promise<RunResult> {
  const { trials, ...circumstances } = mergedRun(shards, id);
  const observed = {
    circumstances,
    trials: (await Promise.all(shards.parts.map(({ path }) => RunFolder.open(path).loadObserved())))
      .flatMap((own) => own.trials)
      .toSorted((a, b) => a.number - b.number),
  };
  const result = resultOf(observed);
  for (const { path, shard } of shards.parts) {
    await copyPrivately(join(path, 'trials'), join(into, 'trials'));
    await copyPrivately(join(path, 'logs'), join(into, 'logs', `shard-${shard.number}`));
    await copyPrivately(join(path, 'configuration'), join(into, 'configuration', `shard-${shard.number}`));
  }
  const folder = RunFolder.open(into);
  await folder.saveRun(circumstances, trials);
  await folder.saveResult(result, observed.trials);
  return result;
}

/** The folders of the runs: their names are unique. */
async function copyRuns<Result>({ parts }: Together<Result>, into: string): Promise<void> {
  for (const { path } of parts) {
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.filter((one) => one.isDirectory()))
      await copyPrivately(join(path, entry.name), join(into, entry.name));
  }
}

async function refuseUnlessEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    const message = `${folder} cannot be read: ${whyUnreadable(cause)}.`;
    throw new SwitchoverError('wrong-input', message, { path: folder, cause });
  });
  if (entries.length === 0) return;
  const message = `${folder} is not empty. Merge into a new folder.`;
  throw new SwitchoverError('wrong-input', message, { path: folder });
}
