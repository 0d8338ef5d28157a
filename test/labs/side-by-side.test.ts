import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { runResultSchema } from '../../src/analysis/run-result.ts';
import { runIn, startSwitchover, temporaryFolder } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { containersOfRun, names, nodeOf } from './containers.ts';

test('two runs of the same lab at once do not disturb each other', async (t) => {
  await realEngine();
  // Less traffic than usual: two labs share the processors, and this is no test of their speed.
  const traffic = ['--flows', '16', '--rate', '50'];
  const runs = await Promise.all([temporaryFolder(t), temporaryFolder(t)]);
  const sessions = runs.map((folder) =>
    startSwitchover(['run', 'dual-redundancy', '--profile', 'fast', ...traffic, '--runs', folder]),
  );
  t.teardown(() => Promise.all(sessions.map(({ ended }) => ended)));
  const ids = await Promise.all(runs.map(runIn));
  t.not(ids[0], ids[1]);

  // Both are up at the same time, with the same addresses.
  await Promise.all(sessions.map(({ said }) => said('starting flows')));
  for (const id of ids) {
    t.is((await containersOfRun(id)).length, 9);
    const { stdout } = await (await nodeOf(id, 'device1')).exec([
      'ip',
      '-br',
      'address',
      'show',
      'dev',
      'wan0',
    ]);
    t.regex(stdout, / 131\.107\.72\.22\/24/);
  }

  const endings = await Promise.all(sessions.map(({ ended }) => ended));
  for (const { exitCode, stderr } of endings) t.is(exitCode, 0, stderr);
  for (const [index, id] of ids.entries()) {
    const file = join(runs[index] ?? '', id, 'result.json');
    const { run, trials } = runResultSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    t.is(run.id, id);
    t.is(trials.length, 1);
    for (const trial of trials) {
      t.true(trial.quality.valid);
      t.not(trial.redundancyRestoredMs, null);
      for (const { flowsNotRecovered } of trial.directions) t.is(flowsNotRecovered, 0);
    }
    t.deepEqual(names(await containersOfRun(id)), []);
  }
});
