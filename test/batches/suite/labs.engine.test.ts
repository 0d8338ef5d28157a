import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { notYet, ready } from '../../../src/base/until.ts';
import { durationsFormat } from '../../../src/batches/shards/durations.ts';
import { rates } from '../../../src/batches/suite/rates.ts';
import { suiteFormat } from '../../../src/batches/suite/suite-result.ts';
import { resultFormat } from '../../../src/run/folder/formats.ts';
import { runIn, startSwitchover, switchover } from '../../cli/switchover.ts';
import { realEngine } from '../../engine/real-engine.ts';
import { eventually } from '../../eventually.ts';
import { containersOfRun, names, nodeOf } from '../../labs/support/containers.ts';
import { allProcesses } from '../../labs/support/processes.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { labExpecting } from './labs-with-expectations.ts';

/** The suite with real runs. */

/** Less traffic than usual, because this does not test the machine's speed. */
const traffic = { SWITCHOVER_FLOWS: '16' };

test.before(() => realEngine());

test.serial('a kept and a missed limit give exit code 1, a table and files', async (t) => {
  const lab = await labExpecting(t, [
    { fault: 'instance-crash', fast: { maxOutageSeconds: 60 } },
    { fault: 'instance-crash', target: 'vnet1gw-1', fast: { maxOutageSeconds: 0.001 } },
  ]);
  const runs = await temporaryFolder(t);
  const elsewhere = join(runs, 'reports/junit.xml');
  const { exitCode, stdout, stderr } = await switchover(
    ['labs', lab, '--jobs', '1', '--fresh', '--runs', runs, '--junit', elsewhere],
    traffic,
  );
  t.is(exitCode, 1, stderr);
  t.regex(stderr, /^(?:[12]\/2|1\/1) dual-redundancy, instance-crash: passed, outage /m);
  t.regex(stderr, /^(?:[12]\/2|1\/1) dual-redundancy, instance-crash of vnet1gw-1: failed, outage /m);
  t.regex(stdout, /^dual-redundancy +instance-crash +none +\S+ m?s\* \/ \S+ m?s +\S+ s +≤ 60 s +passed$/m);
  t.regex(
    stdout,
    /^dual-redundancy, instance-crash of vnet1gw-1: .*: outage .* above the limit of 0\.001 s \(/m,
  );
  t.regex(stdout, /^1 passed, 1 failed$/m);

  const folder = /^Results: (.*)$/m.exec(stdout)?.[1] ?? '';
  const suite = await suiteFormat.readFile(join(folder, 'suite.json'));
  t.deepEqual(suite.counts, { passed: 1, failed: 1, notRun: 0 });
  for (const { attempts, figures } of suite.cases) {
    // Only cases that could not be measured are tried again.
    for (const { outcome } of attempts.slice(0, -1)) t.is(outcome, 'nothing-measured');
    const run = attempts.at(-1)?.run ?? '';
    const result = await resultFormat.readFile(join(folder, run, 'result.json'));
    t.is(result.run.flows, 16);
    t.deepEqual([result.run.rate], rates.slice(attempts.length - 1, attempts.length));
    t.is(figures?.redundancyRestoredMs, result.trials[0]?.redundancyRestoredMs);
    t.truthy(result.bringUpMs, 'a new lab for each case');
    t.deepEqual(names(await containersOfRun(run)), []);
  }
  const junit = await readFile(join(folder, 'junit.xml'), 'utf8');
  t.regex(junit, /<testsuite name="dual-redundancy" tests="2" failures="1" errors="0" skipped="0"/);
  t.is(await readFile(elsewhere, 'utf8'), junit);
});

test.serial(
  'the cases of a lab share it until one fails, each with the files of a run of its own',
  async (t) => {
    const lab = await labExpecting(t, [
      { fault: 'gateway-reset', fast: { maxOutageSeconds: 60 } },
      { fault: 'device-crash', fast: { maxOutageSeconds: 0.001 } },
      { fault: 'instance-crash', fast: { maxOutageSeconds: 60 } },
    ]);
    const runs = await temporaryFolder(t);
    // The longest case comes first.
    const fast = {
      'dual-redundancy, gateway-reset': 3,
      'dual-redundancy, device-crash': 2,
      'dual-redundancy, instance-crash': 1,
    };
    const durations = join(runs, 'durations.json');
    await writeFile(durations, durationsFormat.write({ profiles: { fast } }));
    const { exitCode, stdout, stderr } = await switchover(
      ['labs', lab, '--jobs', '1', '--runs', runs, '--durations', durations],
      traffic,
    );
    t.is(exitCode, 1, stderr);
    const folder = /^Results: (.*)$/m.exec(stdout)?.[1] ?? '';
    const { cases } = await suiteFormat.readFile(join(folder, 'suite.json'));
    const attempts = cases.flatMap((one) => one.attempts.slice(0, 1));
    t.deepEqual(
      attempts.map(({ labWasUp }) => labWasUp),
      [false, true, false],
      stderr,
    );
    const results = await Promise.all(
      attempts.map(({ run }) => resultFormat.readFile(join(folder, run ?? '', 'result.json'))),
    );
    const [first, second, third] = results.map(({ run }) => run);
    t.deepEqual(
      [first?.broughtUpBy, second?.broughtUpBy, third?.broughtUpBy],
      [undefined, first?.id, undefined],
    );
    t.deepEqual(
      results.map(({ bringUpMs }) => bringUpMs === null),
      [false, true, false],
    );
    const [files, filesOfSecond] = await Promise.all(
      [first, second].map(async (run) =>
        (await readdir(join(folder, run?.id ?? ''), { recursive: true })).sort(),
      ),
    );
    t.deepEqual(filesOfSecond, files);
    const logOf = (run: typeof first) => readFile(join(folder, run?.id ?? '', 'logs/vm.log'), 'utf8');
    t.regex(await logOf(first), /"ready"/);
    t.notRegex(await logOf(second), /"ready"/, 'the lab was ready before');
    t.deepEqual(names(await containersOfRun(first?.id ?? '')), []);
    t.deepEqual(names(await containersOfRun(third?.id ?? '')), []);
  },
);

test.serial('Ctrl-C gives exit code 130, no table, and leaves no lab', async (t) => {
  const lab = await labExpecting(t, [{ fault: 'instance-crash' }, { fault: 'device-crash' }]);
  const runs = await temporaryFolder(t);
  const session = startSwitchover(['labs', lab, '--jobs', '1', '--runs', runs], traffic);
  const folder = join(runs, await runIn(runs));
  const run = await runIn(folder);
  session.signal('SIGINT');
  const { exitCode, stdout, stderr } = await session.ended;
  t.is(exitCode, 130, stderr);
  t.is(stdout, '');
  t.regex(stderr, /Interrupted\.$/);
  t.deepEqual(names(await containersOfRun(run)), []);
  const { cases } = await suiteFormat.readFile(join(folder, 'suite.json'));
  // Which case runs first depends on how long they take.
  const outcomes = (begun: boolean) =>
    cases
      .filter(({ attempts }) => attempts.some((attempt) => attempt.run === run) === begun)
      .map(({ outcome }) => outcome);
  t.deepEqual([outcomes(true), outcomes(false)], [['interrupted'], ['not-run']]);
});

test.serial(
  'when a suite is killed, its runs end by themselves within seconds, and leave no lab',
  async (t) => {
    const lab = await labExpecting(t, [{ fault: 'instance-crash' }, { fault: 'device-crash' }]);
    const runs = await temporaryFolder(t);
    const session = startSwitchover(['labs', lab, '--jobs', '2'], { ...traffic, SWITCHOVER_RUNS: runs });
    const folder = join(runs, await runIn(runs));
    const run = await runIn(folder);
    await nodeOf(run, 'device1');
    session.signal('SIGKILL');
    await session.ended;
    await eventually(
      'The end of the runs of the killed suite',
      async () => {
        const left = (await allProcesses()).filter(({ environment }) =>
          environment.includes(`SWITCHOVER_RUNS=${runs}`),
        );
        return left.length === 0 ? ready() : notYet(left.map(({ commandLine }) => commandLine).join('; '));
      },
      { timeoutMs: 15_000, intervalMs: 100 },
    );
    for (const id of await readdir(folder)) t.deepEqual(names(await containersOfRun(id)), [], id);
  },
);
