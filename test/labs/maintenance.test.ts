import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { directionResults } from '../../src/analysis/direction-results.ts';
import type { RunResult } from '../../src/analysis/run-result.ts';
import { dpdTimeoutSeconds, profileNamed } from '../../src/definition/profile.ts';
import { type Ending, runIn, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { containersOfRun, names } from './support/containers.ts';
import { measured, words } from './support/measured.ts';
import { resultIn } from './support/run-folder.ts';

/** One run of the whole lab. Each test looks at another part of it. */
interface OneRun {
  readonly temporary: string;
  readonly folder: string;
  readonly ending: Ending;
  readonly result: RunResult;
}

const test = anyTest as TestFn<OneRun>;
const profile = profileNamed('fast');
const instances = ['vnet1gw-0', 'vnet1gw-1'];

test.before('both instances of the lab are maintained', async (t) => {
  await realEngine();
  t.context = { ...t.context, temporary: await newTemporaryFolder() };
  const { ending, folder } = await measured(t.context.temporary, async (runs, traffic) => {
    const what = ['dual-redundancy', '--profile', 'fast', '--fault', 'planned-maintenance'];
    const ending = await switchover(['run', ...what, ...traffic, '--runs', runs]);
    return { ending, folder: join(runs, await runIn(runs)) };
  });
  t.is(ending.exitCode, 0, words(ending));
  const result = await resultIn(folder);
  t.context = { ...t.context, folder, ending, result };
});

test.after.always((t) => t.context.temporary && rm(t.context.temporary, { recursive: true }));

test('one instance after the other was away, each in its own valid trial', (t) => {
  const { trials } = t.context.result;
  t.deepEqual(
    trials.map(({ fault, events }) => [
      fault,
      ...events.map(({ deadNodes, away }) => ({ deadNodes, away: away.map(({ node }) => node) })),
    ]),
    instances.map((node) => [
      { name: 'planned-maintenance', target: node },
      { deadNodes: [node], away: [node] },
    ]),
  );
  const { maintenanceSeconds: planned } = profile;
  for (const { plannedSeconds, awayMs } of trials.flatMap(({ events }) =>
    events.flatMap(({ away }) => away),
  )) {
    t.is(plannedSeconds, planned);
    t.true((awayMs ?? 0) > planned * 1000 && (awayMs ?? 0) < planned * 1000 + 20_000, `${awayMs}`);
  }
  for (const { events, quality } of trials) {
    t.deepEqual(
      events.map(({ at }) => at),
      [{ estimateMs: 0, halfWidthMs: 0 }],
    );
    t.true((events[0]?.undoneAtMs ?? 0) >= profile.maintenanceSeconds * 1000);
    t.true(quality.valid);
  }
});

test('flows were back before any timer would have expired, because the instance said goodbye', (t) => {
  for (const trial of t.context.result.trials) {
    for (const { flowsNotRecovered, lastFlowBack, phases, prediction } of directionResults(trial)) {
      t.is(flowsNotRecovered, 0);
      t.is(prediction, null);
      // This does not judge speed: it tells a goodbye that arrived from one that did not.
      t.true((lastFlowBack?.estimateMs ?? 0) < dpdTimeoutSeconds(profile.dpd) * 1000);
      if (phases?.decidedBy)
        t.false(['dpd', 'bgp-hold', 'health-probe'].includes(phases.decidedBy.mechanism));
    }
  }
});

test('redundancy came back with each instance', (t) => {
  for (const { redundancyRestoredMs } of t.context.result.trials) {
    t.true((redundancyRestoredMs ?? 0) >= profile.maintenanceSeconds * 1000);
  }
});

test('both trials are printed, and `report` prints the same for the saved run', async (t) => {
  const { ending, folder } = t.context;
  for (const heading of [
    'planned-maintenance in 2 trials',
    ...instances.map((node, i) => `Trial ${i + 1} of 2: ${node}`),
  ]) {
    t.true(ending.stdout.includes(heading), heading);
  }
  const report = await switchover(['report', folder]);
  t.is(report.stdout.trim(), ending.stdout.trim());
});

test('each trial has a folder with its observations, and the run leaves no container', async (t) => {
  const { folder, result } = t.context;
  for (const trial of ['1', '2']) {
    const files = await readdir(join(folder, 'trials', trial));
    t.deepEqual(files.sort(), ['context.json', 'host', 'observations.json', 'vm']);
  }
  t.deepEqual(names(await containersOfRun(result.run.id)), []);
});
