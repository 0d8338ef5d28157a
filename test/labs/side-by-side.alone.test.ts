import { mkdtemp, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import test from 'ava';
import { directionResults } from '../../src/analysis/direction-results.ts';
import { rateOf } from '../../src/batches/suite/rates.ts';
import { runIn, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { containersOfRun, names } from './support/containers.ts';
import { inNode } from './support/in-node.ts';
import { labDown } from './support/lab-up.ts';
import { measured, words } from './support/measured.ts';
import { resultIn } from './support/run-folder.ts';

/** Two labs at once. Nothing else may collect what a run leaves, as each new lab does. */

test('two runs of the same lab at once do not disturb each other; with --keep a complete lab stays up, and gc keeps it', async (t) => {
  // Two labs take up to three minutes on a machine that is so busy that they have to be tried again.
  t.timeout(10 * 60_000);
  await realEngine();
  const { ending, folders, kept } = await measured(await temporaryFolder(t), async (folder, traffic) => {
    const runs = await Promise.all(['one', 'other'].map((name) => mkdtemp(join(folder, name))));
    const sessions = runs.map((own, index) =>
      // Few flows and packets, as in a suite, because two labs share the processors and this test is not about speed.
      startSwitchover([
        ...['run', 'dual-redundancy', '--profile', 'fast', '--flows', '8', '--rate', String(rateOf(1))],
        ...[...traffic, '--runs', own, ...(index === 1 ? ['--keep'] : [])],
      ]),
    );
    t.teardown(async () => {
      await Promise.all(sessions.map(({ ended }) => ended));
      for (const own of runs) await labDown((await readdir(own))[0]);
    });
    const ids = await Promise.all(runs.map(runIn));
    t.not(ids[0], ids[1]);

    // Both are up at the same time, with the same addresses.
    await Promise.all(sessions.map(({ said }) => said('starting flows')));
    for (const id of ids) {
      // Nine nodes, and the helper that asks them.
      t.is((await containersOfRun(id)).length, 9 + 1);
      t.regex(
        await inNode(id, 'device1', 'ip', '-br', 'address', 'show', 'dev', 'wan0'),
        / 131\.107\.72\.22\/24/,
      );
    }
    const folders = runs.map((own, index) => join(own, ids[index] ?? ''));
    const endings = await Promise.all(sessions.map(({ ended }) => ended));
    const worse = endings.reduce((one, other) => (other.exitCode > one.exitCode ? other : one));
    const [, id = ''] = ids;
    return { ending: worse, folders, kept: { id, said: endings[1]?.stderr ?? '', ...(await takenDown(id)) } };
  });

  t.is(ending.exitCode, 0, words(ending));
  t.regex(kept.said, new RegExp(`The lab stays up; .*down ${kept.id}`));
  t.regex(kept.collected.stdout, /Nothing was left/);
  t.true(JSON.parse(kept.inspected.stdout).complete);
  t.is(kept.down.exitCode, 0, words(kept.down));
  for (const folder of folders) {
    const { run, trials } = await resultIn(folder);
    t.is(run.id, basename(folder));
    t.is(trials.length, 1);
    for (const trial of trials) {
      t.true(trial.quality.valid);
      t.not(trial.redundancyRestoredMs, null);
      for (const { flowsNotRecovered } of directionResults(trial)) t.is(flowsNotRecovered, 0);
    }
    t.deepEqual(names(await containersOfRun(run.id)), []);
  }
});

/** What `gc` and `inspect` say of a lab that stayed up, which is then taken down. */
async function takenDown(id: string) {
  // The first one may find images of earlier sources.
  await switchover(['gc']);
  const collected = await switchover(['gc']);
  const inspected = await switchover(['inspect', id, '--format', 'json']);
  const down = await switchover(['down', id]);
  return { collected, inspected, down };
}
