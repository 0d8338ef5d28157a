import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runIn, type Session, startNpmRunLab, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { containersOfProcess, containersOfRun, killNode, names, nodeOf } from './support/containers.ts';
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
