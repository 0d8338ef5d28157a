import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { resultOf } from '../../../src/analysis/result-of.ts';
import { profileNamed } from '../../../src/definition/profile.ts';
import { makeBlueprint } from '../../../src/lab/make-blueprint.ts';
import { type AnalysableTrial, RunFolder } from '../../../src/run/folder/run-folder.ts';
import { context } from '../../analysis/synthetic.ts';
import { circumstances } from '../../report/run-result.ts';
import { openToOthers, withoutUmask } from '../../report/terminal/modes.ts';
import { labDefinition } from '../../topology/lab-topology.ts';
import { sampleTrial } from './sample-trial.ts';

test('a saved run of two trials is loaded unchanged, each trial with its own context', async (t) => {
  const path = await temporaryFolder(t);
  const folder = RunFolder.open(path);
  const trials = [
    { number: 21, ...sampleTrial('gw-0'), context },
    { number: 22, ...sampleTrial('gw-1'), context: { ...context, delayThresholdMs: 7 } },
  ];
  for (const trial of trials) await folder.saveTrial(trial);
  await folder.saveRun(circumstances, [21, 22]);
  t.deepEqual((await readdir(join(path, 'trials'))).sort(), ['21', '22']);
  t.deepEqual(await RunFolder.open(path).loadObserved(), { circumstances, trials: trials.map(observed) });
});

test('a run that was aborted in its second trial is loaded with the first one', async (t) => {
  const folder = RunFolder.open(await temporaryFolder(t));
  const trial = { number: 1, ...sampleTrial('gw-0'), context };
  await folder.saveTrial(trial);
  await folder.saveRun(circumstances, [1]);
  await folder.saveTrial({ ...trial, number: 2 });
  t.deepEqual(await folder.loadObserved(), { circumstances, trials: [observed(trial)] });
});

test('a run without a trial, or without one of its trials, cannot be loaded', async (t) => {
  const path = await temporaryFolder(t);
  const folder = RunFolder.open(path);
  await t.throwsAsync(folder.loadObserved(), { message: /There is no file .*run\.json\.$/ });
  await folder.saveRun(circumstances, [1, 2]);
  await folder.saveTrial({ number: 1, ...sampleTrial('gw-0'), context });
  await t.throwsAsync(folder.loadObserved(), {
    message: /There is no file .*trials\/2\/observations\.json\.$/,
  });
});

test('a run of an older format is refused with a short message', async (t) => {
  const path = await temporaryFolder(t);
  await writeFile(join(path, 'run.json'), JSON.stringify({ format: 'switchover-result/4', phaseMs: 90 }));
  await t.throwsAsync(RunFolder.open(path).loadObserved(), {
    message: /run\.json is switchover-result\/4, not switchover-run\/4\.$/,
  });
});

/** The part of a trial that is loaded: everything except the files of the probes. */
const observed = ({ number, observations, context: own }: AnalysableTrial) => ({
  number,
  observations,
  context: own,
});

const blueprintOfClients = () =>
  makeBlueprint({
    definition: labDefinition('point-to-site'),
    profile: profileNamed('fast'),
    dataplane: 'userspace',
    kernel: { esp: false, multipathHashSeed: false, netem: false },
    image: 'switchover-node:1',
    now: new Date('2026-11-22T21:10:20.690Z'),
  });

test.serial('only its owner can read the files of a run, whatever the umask', async (t) => {
  withoutUmask(t);
  const runs = join(await temporaryFolder(t), 'runs');
  const folder = await RunFolder.create(runs, 'point-to-site-1', await blueprintOfClients());
  await folder.saveTrial({ number: 1, ...sampleTrial('gw-0'), context });
  await folder.saveRun(circumstances, [1]);
  await folder.saveLogs(new Map([['gw-0', [['a line']]]]));
  const observed = await folder.loadObserved();
  await folder.saveResult(resultOf(observed), observed.trials);
  t.true((await readdir(folder.path)).includes('report.html'));
  t.deepEqual(await openToOthers(runs), []);
});

test('the files of a node are saved, but no key and no password', async (t) => {
  const { path } = await RunFolder.create(
    await temporaryFolder(t),
    'point-to-site-1',
    await blueprintOfClients(),
  );
  const saved = await readdir(path, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    saved
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  t.true(texts.some((text) => text.includes('router bgp')));
  for (const text of texts) t.notRegex(text, /AzureA1b2C3|PRIVATE KEY/);
});

async function temporaryFolder(t: { teardown: (undo: () => Promise<void>) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchover-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
