import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runIn, type Session, startNpmRunLab, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { containersOfProcess, containersOfRun, killNode, names, nodeOf } from './support/containers.ts';
import { words } from './support/measured.ts';
import { startRun } from './support/start-run.ts';

/** Runs that end badly because of the user, the system or a node. */

/** With little traffic, because the measurement does not matter here. */
const runArguments = (profile = 'fast') => [
  ...['dual-redundancy', '--profile', profile, '--flows', '16', '--rate', '25'],
];

test.before(() => realEngine());

test.serial('Ctrl-C while containers are made: exit code 130, and nothing is left', async (t) => {
  const { session, id } = await startedRun(t);
  await nodeOf(id, 'device1');
  session.signal('SIGINT');
  const { exitCode, stdout, stderr } = await session.ended;
  t.is(exitCode, 130, stderr);
  t.is(stdout, '');
  t.regex(stderr, /Interrupted\.$/);
  await nothingIsLeft(t, session, id);
});

test.serial('Ctrl-C at `npm run lab` during the trial: exit code 130, and nothing is left', async (t) => {
  const runs = await temporaryFolder(t);
  const session = startNpmRunLab([...runArguments(), '--runs', runs]);
  const id = await runIn(runs);
  await session.said('waiting for a random moment');
  const [owned] = await containersOfRun(id);
  session.signal('SIGINT');
  const { exitCode, stdout } = await session.ended;
  t.is(exitCode, 130);
  t.is(stdout, '');
  t.truthy(owned);
  t.deepEqual(names(await containersOfRun(id)), []);
});

test.serial('`run --keep` ends by itself, leaves a complete lab up, and gc keeps that', async (t) => {
  const runs = await temporaryFolder(t);
  const ending = await switchover(['run', ...runArguments(), '--runs', runs, '--keep']);
  t.is(ending.exitCode, 0, words(ending));
  const id = await runIn(runs);
  t.teardown(async () => {
    await switchover(['down', id]);
  });
  t.regex(ending.stderr, new RegExp(`The lab stays up; .*down ${id}`));
  // The first one may find images of earlier sources.
  await switchover(['gc']);
  t.regex((await switchover(['gc'])).stdout, /Nothing was left/);
  const { complete } = JSON.parse((await switchover(['inspect', id, '--format', 'json'])).stdout);
  t.true(complete);
  t.is((await switchover(['down', id])).exitCode, 0);
  t.deepEqual(names(await containersOfRun(id)), []);
});

test.serial('SIGKILL while containers are made: gc removes what is left', async (t) => {
  const { session, id } = await startedRun(t);
  await nodeOf(id, 'device1');
  await killedRunIsCollected(t, session, id);
});

test.serial(
  'SIGKILL during the trial: gc removes what is left, and keeps another run that is still going',
  async (t) => {
    // With Azure's timers a run takes minutes, so neither ends by itself during this test.
    const killed = await startedRun(t, 'azure');
    const living = await startedRun(t, 'azure');
    await Promise.all([killed, living].map(({ session }) => session.said('starting flows')));
    const untouched = names(await containersOfRun(living.id));
    // Nine nodes, and the helper that asks them.
    t.is(untouched.length, 9 + 1);
    await killedRunIsCollected(t, killed.session, killed.id);
    t.deepEqual(names(await containersOfRun(living.id)), untouched);
    living.session.signal('SIGTERM');
    t.is((await living.session.ended).exitCode, 130);
    await nothingIsLeft(t, living.session, living.id);
  },
);

test.serial('SIGKILL of `up` before the lab is complete: gc removes the lab', async (t) => {
  const session = startSwitchover(['up', 'dual-redundancy', '--profile', 'fast']);
  await session.said('daemons');
  session.signal('SIGKILL');
  await session.ended;
  const left = names(await containersOfProcess(session.pid));
  t.true(left.length >= 9, left.join());
  const { exitCode, stdout } = await switchover(['gc']);
  t.is(exitCode, 0);
  for (const name of left) t.true(stdout.includes(`removed ${name}`), `${name}: ${stdout}`);
  t.deepEqual(names(await containersOfProcess(session.pid)), []);
});

test.serial('the next lab removes what a killed run has left behind', async (t) => {
  const { session, id } = await startedRun(t);
  await nodeOf(id, 'device1');
  session.signal('SIGKILL');
  await session.ended;
  const next = await startedRun(t);
  await next.session.said('Bringing up 9 nodes');
  t.deepEqual(names(await containersOfRun(id)), []);
  next.session.signal('SIGINT');
  const { exitCode, stderr } = await next.session.ended;
  t.is(exitCode, 130);
  t.regex(stderr, /removed \d+ containers that a killed run had left/);
});

test.serial('a node that dies as soon as it runs ends the run at once', async (t) => {
  const { session, id } = await startedRun(t);
  await killNode(id, 'device2');
  const { exitCode, stderr } = await session.ended;
  t.is(exitCode, 4, stderr);
  t.regex(stderr, /^device2 ended \(exit 137\)\.$/m);
  await nothingIsLeft(t, session, id);
});

test.serial(
  'a node that dies while its daemons start ends the run at once, and leaves its log',
  async (t) => {
    const { session, id, runs } = await startedRun(t);
    await session.said('daemons');
    await killNode(id, 'device2');
    const { exitCode, stdout, stderr } = await session.ended;
    t.is(exitCode, 4, stderr);
    t.is(stdout, '');
    t.regex(stderr, /^device2 ended \(exit 137\)\.$/m);
    t.notRegex(stderr, /last words/);
    const log = await readFile(join(runs, id, 'logs/device2.log'), 'utf8');
    t.true(log.includes('"program":"charon"'), 'the folder of the run has the log of the node');
    await nothingIsLeft(t, session, id);
  },
);

for (const { signal, how, says } of [
  { signal: 9, how: 'is killed', says: /^device1 lost its bgpd \(signal 9\)\.$/m },
  {
    signal: 6,
    how: 'aborts',
    says: /^device1 lost its bgpd \(signal 6\)\. Its last words:\n {2}bgpd: /m,
  },
]) {
  test.serial(
    `a daemon that ${how} during the trial ends the run, and the error names node and daemon`,
    async (t) => {
      const { session, id } = await startedRun(t);
      await session.said('waiting for a random moment');
      const kill = `kill -${signal} "$(cat /run/frr/bgpd.pid)"`;
      const killed = await (await nodeOf(id, 'device1')).exec(['sh', '-c', kill]);
      t.is(killed.exitCode, 0, killed.stderr);
      const { exitCode, stderr } = await session.ended;
      t.is(exitCode, 4, stderr);
      t.regex(stderr, says);
      await nothingIsLeft(t, session, id);
    },
  );
}

test.serial('a node that dies during the trial ends the run, and the error names it', async (t) => {
  const { session, id } = await startedRun(t);
  await session.said('starting flows');
  await killNode(id, 'testvnet1');
  const { exitCode, stderr } = await session.ended;
  t.is(exitCode, 4, stderr);
  t.regex(stderr, /^testvnet1 ended \(exit 137\)\.$/m);
  await nothingIsLeft(t, session, id);
});

test.serial('a lab that is not ready in time: the error says what was missing', async (t) => {
  const { exitCode, stdout, stderr } = await switchover(['up', 'dual-redundancy', '--timeout', '1']);
  t.is(exitCode, 4);
  t.is(stdout, '');
  t.regex(stderr, /^The lab was not ready within 1 s\. .*Still missing: \w/m);
});

/** Starts a run of dual-redundancy. */
const startedRun = (t: ExecutionContext, profile?: string) => startRun(t, runArguments(profile));

async function nothingIsLeft(t: ExecutionContext, { pid }: Session, id: string): Promise<void> {
  t.deepEqual(names(await containersOfRun(id)), []);
  t.deepEqual(names(await containersOfProcess(pid)), []);
}

async function killedRunIsCollected(t: ExecutionContext, session: Session, id: string): Promise<void> {
  session.signal('SIGKILL');
  t.is((await session.ended).exitCode, 128 + 9);
  const left = names(await containersOfRun(id));
  t.true(left.length > 0, 'a killed run leaves containers');
  const { exitCode, stdout } = await switchover(['gc']);
  t.is(exitCode, 0);
  for (const name of left) t.true(stdout.includes(`removed ${name}`), `${name}: ${stdout}`);
  await nothingIsLeft(t, session, id);
}
