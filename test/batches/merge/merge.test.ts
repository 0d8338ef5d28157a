import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { resultOf } from '../../../src/analysis/result-of.ts';
import { mergeShards } from '../../../src/batches/merge/merge.ts';
import { suitePart } from '../../../src/batches/merge/merge-suites.ts';
import { sweepPart } from '../../../src/batches/merge/merge-sweeps.ts';
import { together } from '../../../src/batches/merge/parts.ts';
import { durationsFormat, readDurations, updatedDurations } from '../../../src/batches/shards/durations.ts';
import { type CaseResult, caseAboutSchema } from '../../../src/batches/suite/case-result.ts';
import { type SuiteResult, suiteFormat, suiteResult } from '../../../src/batches/suite/suite-result.ts';
import { type SweepCell, untriedCell } from '../../../src/batches/sweep/sweep-cell.ts';
import { type SweepResult, sweepFormat, sweepResult } from '../../../src/batches/sweep/sweep-result.ts';
import { RunFolder } from '../../../src/run/folder/run-folder.ts';
import { context } from '../../analysis/synthetic.ts';
import { inProcess } from '../../cli/in-process.ts';
import { circumstances } from '../../report/run-result.ts';
import { sampleTrial } from '../../run/folder/sample-trial.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { suiteOfEverything } from '../suite/suite-results.ts';
import { wholeSweep } from '../sweep/whole-sweep.ts';

const [first] = suiteOfEverything.cases;
if (!first) throw new Error('no case');
const about = caseAboutSchema.parse(first);
const [attempt] = first.attempts;

/** Cases without a run that left a folder, so that nothing but suite.json has to be there. */
const named = (fault: string, outcome: CaseResult['outcome'] = 'passed'): CaseResult => ({
  ...first,
  fault,
  outcome,
  figures: null,
  attempts: attempt ? [{ ...attempt, run: null, outcome }] : [],
});
const plan = ['flap', 'gateway-reset', 'link-down', 'scenario'].map((fault, index) => ({
  ...about,
  fault,
  definition: '0123456789abcdef',
  shard: (index % 2) + 1,
}));

function shardOfSuite(
  number: number,
  cases: readonly CaseResult[],
  changes: Partial<SuiteResult['suite']> = {},
): SuiteResult {
  const { suite } = suiteOfEverything;
  const id = `labs-${number}`;
  return suiteResult({ ...suite, id, shard: { number, of: 2 }, ...changes }, cases, plan);
}

const one = shardOfSuite(1, [named('flap'), named('link-down', 'failed')]);
const two = shardOfSuite(2, [named('gateway-reset'), named('scenario')], { seconds: 300 });

async function saved(folder: string, ...suites: readonly SuiteResult[]): Promise<string> {
  for (const [index, suite] of suites.entries()) {
    const own = join(folder, `machine-${index}`, 'runs', suite.suite.id);
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'suite.json'), suiteFormat.write(suite));
  }
  return folder;
}

test.serial('two shards are the suite, in the order of its cases', async (t) => {
  const folder = await saved(await temporaryFolder(t), two, one);
  const into = join(await temporaryFolder(t), 'all');
  const { exitCode, stdout } = await inProcess(['merge', folder, '--into', into]);
  t.is(exitCode, 1);
  t.regex(stdout, /^3 passed, 1 failed$/m);
  const merged = await suiteFormat.readFile(join(into, 'suite.json'));
  t.deepEqual(
    merged.cases.map(({ fault }) => fault),
    plan.map(({ fault }) => fault),
  );
  const { id, shard, missing, seconds, jobs } = merged.suite;
  t.deepEqual(
    { id, shard, missing, seconds, jobs },
    { id: 'all', shard: null, missing: [], seconds: 300, jobs: 4 },
  );
  t.deepEqual((await readdir(into)).sort(), ['durations.json', 'junit.xml', 'suite.json', 'suite.md']);
  const again = await inProcess(['merge', folder, '--into', into]);
  t.is(again.stderr, `${into} is not empty. Merge into a new folder.`);
});

test.serial('what a missing shard should have run is not measured, and an error in JUnit', async (t) => {
  const folder = await saved(await temporaryFolder(t), two);
  const into = join(await temporaryFolder(t), 'all');
  const { exitCode, stdout } = await inProcess(['merge', folder, '--into', into]);
  t.is(exitCode, 3);
  t.regex(stdout, /^Missing: shard 1\.\n2 passed, 0 failed, 2 not run$/m);
  const junit = await readFile(join(into, 'junit.xml'), 'utf8');
  t.regex(junit, /<testsuites name="[^"]*" tests="4" failures="0" errors="2" skipped="0"/);
});

/** A suite of one case with figures, in two shards, of which the first has this folder of a run. */
async function suiteWithRun(t: ExecutionContext, run: string): Promise<string> {
  const own = named('flap');
  const { figures } = suiteOfEverything.cases[0] ?? own;
  const measured = { ...own, figures, attempts: own.attempts.map((each) => ({ ...each, run })) };
  return saved(await temporaryFolder(t), shardOfSuite(1, [measured, named('link-down')]), two);
}

test('the durations that the shards know stay known', async (t) => {
  const folder = await saved(await temporaryFolder(t), one, two);
  const known = { profiles: { azure: { 'mine, flap': 300 }, fast: { 'mine, flap': 30 } } };
  for (const [index, id] of [one.suite.id, two.suite.id].entries())
    await writeFile(
      join(folder, `machine-${index}`, 'runs', id, 'durations.json'),
      durationsFormat.write(updatedDurations(known, 'fast', new Map([[`case ${index}`, 20 + index]]))),
    );
  const into = join(await temporaryFolder(t), 'all');
  await mergeShards([folder], into);
  t.deepEqual(await readDurations(join(into, 'durations.json')), {
    profiles: { azure: known.profiles.azure, fast: { 'case 0': 20, 'case 1': 21, 'mine, flap': 30 } },
  });
});

test('a case whose report is missing has no output', async (t) => {
  const into = join(await temporaryFolder(t), 'all');
  await mergeShards([await suiteWithRun(t, 'run-1')], into);
  t.notRegex(await readFile(join(into, 'junit.xml'), 'utf8'), /Results: /);
});

test('a report that is damaged leaves the folder empty, and a path is no folder of a run', async (t) => {
  const into = await temporaryFolder(t);
  const damaged = await suiteWithRun(t, 'run-1');
  const run = join(damaged, 'machine-0', 'runs', 'labs-1', 'run-1');
  await mkdir(run);
  await writeFile(join(run, 'result.json'), '{');
  await t.throwsAsync(mergeShards([damaged], into), { message: /result\.json cannot be read/ });
  for (const name of ['../labs-2', '..', '/etc'])
    await t.throwsAsync(mergeShards([await suiteWithRun(t, name)], into), {
      message: /suite\.json was changed by hand: .* is not the name of a run's folder\.$/,
    });
  t.deepEqual(await readdir(into), []);
});

test.serial('a suite of which a case was not run is not passed', async (t) => {
  const ended = shardOfSuite(1, [named('flap'), named('link-down', 'not-run')]);
  const folder = await saved(await temporaryFolder(t), ended, two);
  const { exitCode, stdout } = await inProcess(['merge', folder, '--into', join(folder, 'all')]);
  t.is(exitCode, 3);
  t.regex(stdout, /^3 passed, 0 failed, 1 not run$/m);
});

const partsOf = (...suites: readonly SuiteResult[]) =>
  suites.map((suite, index) => {
    const part = suitePart(suite, `folder-${index}`);
    if (!part) throw new Error('no shard');
    return part;
  });

test('of a shard that died and was run again, the run that reached its end counts', (t) => {
  const died = shardOfSuite(1, [named('flap'), named('link-down', 'not-run')]);
  const { parts, missing, remarks } = together(partsOf(died, two, one));
  t.deepEqual(
    parts.map(({ path }) => path),
    ['folder-2', 'folder-1'],
  );
  t.deepEqual(missing, []);
  t.deepEqual(remarks, ['Shard 1 is there twice: folder-0 did not reach its end, so folder-2 counts.']);
  t.throws(() => together(partsOf(one, two, one)), {
    message: 'Shard 1 is there more than once: folder-0 and folder-2. Give one of them.',
  });
});

test('shards that differ are refused, with every difference', (t) => {
  const other = shardOfSuite(2, two.cases, {
    profile: 'azure',
    settings: { ...two.suite.settings, flows: 16 },
  });
  const otherLimits = { ...other, plan: plan.map((case_) => ({ ...case_, limits: null })) };
  t.throws(() => together(partsOf(one, otherLimits)), {
    message: [
      'These shards do not belong together:',
      '  profile: "fast" in folder-0 (1/2), "azure" in folder-1 (2/2)',
      '  flows: 32 in folder-0 (1/2), 16 in folder-1 (2/2)',
      '  cases, their limits, and how they are divided: not the same in folder-0 (1/2) and folder-1 (2/2)',
    ].join('\n'),
  });
});

const cell = (title: string): SweepCell => ({
  title,
  timers: null,
  run: null,
  problem: 'It broke.',
  directions: [],
  worstMs: null,
});

/** A cell with a measurement. */
const measuredCell = (title: string): SweepCell => ({
  ...cell(title),
  problem: null,
  directions: [{ title: 'Azure to site', values: [900], medianMs: 900, maxMs: 900, predicted: null }],
  worstMs: 900,
});

/** A shard of a sweep with one combination in each of two shards. */
const shardOfSweep = (number: number, cells: readonly SweepCell[]): SweepResult =>
  sweepResult({
    ...wholeSweep,
    id: 'sweep-1',
    startedAt: '2026-11-22T21:10:19.123Z',
    lab: 'dual-redundancy',
    fault: 'instance-crash',
    profile: 'fast',
    trials: 1,
    limitSeconds: null,
    shard: { number, of: 2 },
    plan: ['DPD 2 s', 'DPD 3 s'].map((title, index) => ({ title, shard: index + 1 })),
    cells: [...cells],
  });

async function mergedSweeps(
  t: ExecutionContext,
  ...shards: readonly SweepResult[]
): Promise<{ readonly exitCode: number; readonly problems: unknown }> {
  const folder = await temporaryFolder(t);
  for (const [index, sweep] of shards.entries()) {
    await mkdir(join(folder, String(index)));
    await writeFile(join(folder, String(index), 'sweep.json'), sweepFormat.write(sweep));
  }
  const into = join(folder, 'all');
  const { exitCode } = await inProcess(['merge', folder, '--into', into]);
  const { cells } = await sweepFormat.readFile(join(into, 'sweep.json'));
  return { exitCode, problems: cells.map(({ title, problem }) => [title, problem]) };
}

test.serial('a sweep of which a combination was never tried is not complete, and says why', async (t) => {
  const one = shardOfSweep(1, [measuredCell('DPD 2 s')]);
  const whole = await mergedSweeps(t, one, shardOfSweep(2, [measuredCell('DPD 3 s')]));
  t.is(whole.exitCode, 0);
  t.deepEqual(await mergedSweeps(t, one, shardOfSweep(2, [])), {
    exitCode: 3,
    problems: [
      ['DPD 2 s', null],
      ['DPD 3 s', 'not run'],
    ],
  });
  const untried = shardOfSweep(2, [untriedCell('DPD 3 s', 'not-run')]);
  t.is((await mergedSweeps(t, one, untried)).exitCode, 3);
  t.false(sweepPart(untried, 'folder')?.complete);
  t.deepEqual(await mergedSweeps(t, one), {
    exitCode: 3,
    problems: [
      ['DPD 2 s', null],
      ['DPD 3 s', 'its shard is missing'],
    ],
  });
});

test('the combinations of a sweep are put together, and a missing one is named', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'sweep.json'), sweepFormat.write(shardOfSweep(2, [cell('DPD 3 s')])));
  const merged = await mergeShards([folder], join(folder, 'all'));
  t.true(merged.kind === 'sweep');
  if (merged.kind !== 'sweep') return;
  t.deepEqual(
    merged.result.cells.map(({ title, problem }) => [title, problem]),
    [
      ['DPD 2 s', 'its shard is missing'],
      ['DPD 3 s', 'It broke.'],
    ],
  );
  t.deepEqual(merged.result.missing, [1]);
});

/** A shard of a run of six trials, with these of them. */
async function shardOfRun(folder: string, number: number, trials: readonly number[]): Promise<void> {
  const run = RunFolder.open(join(folder, String(number)));
  for (const own of trials) await run.saveTrial({ number: own, ...sampleTrial(), context });
  const about = { ...circumstances.run, id: `run-${number}`, trialsPerTarget: 6, shard: { number, of: 3 } };
  await run.saveRun({ ...circumstances, run: about }, trials);
}

test('the trials of shards are one run, with the statistics that a single run has', async (t) => {
  const [folder, into] = [await temporaryFolder(t), await temporaryFolder(t)];
  await shardOfRun(folder, 3, [5, 6]);
  await shardOfRun(folder, 1, [1, 2]);
  await shardOfRun(folder, 2, [3, 4]);
  const merged = await mergeShards([folder], into);
  const alone = resultOf({
    circumstances: { ...circumstances, run: { ...circumstances.run, trialsPerTarget: 6 } },
    trials: [1, 2, 3, 4, 5, 6].map((number) => ({ number, ...sampleTrial(), context })),
  });
  t.true(merged.kind === 'run');
  if (merged.kind !== 'run') return;
  const { trials, series, verdict, run } = merged.result;
  t.deepEqual(
    { trials, series, verdict },
    { trials: alone.trials, series: alone.series, verdict: alone.verdict },
  );
  t.deepEqual([run.shard, run.missing], [null, []]);
  t.deepEqual((await readdir(join(into, 'trials'))).sort(), ['1', '2', '3', '4', '5', '6']);
});

test('a trial that is damaged leaves the folder empty', async (t) => {
  const [folder, into] = [await temporaryFolder(t), await temporaryFolder(t)];
  await shardOfRun(folder, 1, [1, 2]);
  await shardOfRun(folder, 2, [3, 4]);
  await writeFile(join(folder, '2', 'trials', '4', 'context.json'), '{');
  await t.throwsAsync(mergeShards([folder], into), { message: /context\.json cannot be read/ });
  t.deepEqual(await readdir(into), []);
});

test('trials that no shard has are numbered and named', async (t) => {
  const [folder, into] = [await temporaryFolder(t), await temporaryFolder(t)];
  await shardOfRun(folder, 1, [1]);
  await shardOfRun(folder, 3, [5, 6]);
  const merged = await mergeShards([folder], into);
  if (merged.kind !== 'run') return t.fail();
  t.deepEqual(
    merged.result.trials.map(({ number }) => number),
    [1, 5, 6],
  );
  t.deepEqual(merged.result.run.missing, [2, 3, 4]);
  t.true(merged.result.verdict.invalid.includes('no shard has trials 2 to 4'));
});
