import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import test from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { loadTrial, saveTrial } from '../../../src/run/folder/saved-trial.ts';
import { sampleTrial } from './sample-trial.ts';

test('a saved trial is loaded unchanged', async (t) => {
  const folder = await temporaryFolder(t);
  const trial = sampleTrial();
  await saveTrial(join(folder, 'new', 'observations'), trial);
  const { files: _, ...observed } = trial;
  t.deepEqual(await loadTrial(join(folder, 'new', 'observations')), observed);
});

test('a trial that ended without redundancy is loaded without it', async (t) => {
  const folder = await temporaryFolder(t);
  const { redundancyRestored, ...observations } = sampleTrial().observations;
  t.is(redundancyRestored, 700);
  await saveTrial(folder, { ...sampleTrial(), observations });
  t.false('redundancyRestored' in (await loadTrial(folder)).observations);
});

test('the files of the probes are kept as they were written', async (t) => {
  const folder = await temporaryFolder(t);
  const trial = sampleTrial();
  await saveTrial(folder, trial);
  for (const [host, records] of trial.files) {
    for (const [name, content] of records) {
      t.true(gunzipSync(await readFile(join(folder, host, `${name}.gz`))).equals(content));
    }
  }
});

test('observations of another format are refused', async (t) => {
  const folder = await temporaryFolder(t);
  await saveTrial(folder, sampleTrial());
  const path = join(folder, 'observations.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('switchover-observations/3', 'switchover-observations/4'));
  await t.throwsAsync(loadTrial(folder), {
    instanceOf: SwitchoverError,
    message: /observations\.json was written by a newer version of switchover/,
  });
});

test('observations with a missing value, or a file outside the folder, are refused with its place', async (t) => {
  const folder = await temporaryFolder(t);
  await saveTrial(folder, sampleTrial());
  const path = join(folder, 'observations.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('"kind":"ike"', '"kind":"ikee"'));
  await t.throwsAsync(loadTrial(folder), { message: /nodeEvents/ });
  await writeFile(path, text.replace('vm/sent.bin.gz', '../vm/sent.bin.gz'));
  await t.throwsAsync(loadTrial(folder), { message: /records/ });
});

test('missing observations, and records that are missing or damaged, are refused with the file', async (t) => {
  const folder = await temporaryFolder(t);
  await t.throwsAsync(loadTrial(folder), {
    message: `There is no file ${join(folder, 'observations.json')}.`,
  });
  await saveTrial(folder, sampleTrial());
  const records = join(folder, 'host', 'received.bin.gz');
  const refused = { instanceOf: SwitchoverError, message: /host\/received\.bin\.gz cannot be read: / };
  await writeFile(records, 'not compressed');
  await t.throwsAsync(loadTrial(folder), refused);
  await writeFile(records, gzipSync('not records'));
  await t.throwsAsync(loadTrial(folder), refused);
  await rm(records);
  await t.throwsAsync(loadTrial(folder), refused);
});

async function temporaryFolder(t: { teardown: (undo: () => Promise<void>) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchover-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
