import test, { type ExecutionContext } from 'ava';
import { labels } from '../../src/engine/ownership/labels.ts';
import { type Session, switchover, timed } from '../cli/switchover.ts';
import { type OwnDaemon, ownDaemon } from '../engine/own-daemon.ts';
import { realEngine } from '../engine/real-engine.ts';
import { hostState } from './support/host-state.ts';
import { startRun } from './support/start-run.ts';

/** Runs that end badly because their Docker daemon, which this test starts, is restarted or dies. */

const soonMs = 45_000;

// The machine's own daemon makes its bridge when it starts, which must be before the network is compared.
test.before(() => realEngine());

test('a daemon that is restarted or dies ends the run with exit code 5; then gc removes all, and labs come up', async (t) => {
  const network = await hostState();
  await using daemon = await ownDaemon();
  const { environment } = daemon;

  const restarted = await runInTrial(t, daemon);
  await daemon.end('SIGTERM');
  await daemon.start();
  await endsWith5(t, restarted, daemon);

  const died = await runInTrial(t, daemon);
  await daemon.end('SIGKILL');
  await endsWith5(t, died, daemon);
  const without = await switchover(['gc'], environment);
  t.is(without.exitCode, 5, without.stderr);

  await daemon.start();
  const collected = await switchover(['gc'], environment);
  t.is(collected.exitCode, 0, collected.stderr);
  t.is(await containersAt(daemon), 0);
  const up = await switchover(['up', 'active-active', '--profile', 'fast'], environment);
  t.is(up.exitCode, 0, up.stderr);
  const down = await switchover(['down', up.stdout], environment);
  t.is(down.exitCode, 0, down.stderr);
  t.is(await containersAt(daemon), 0);
  t.deepEqual(await hostState(), network);
});

async function runInTrial(t: ExecutionContext, { environment }: OwnDaemon): Promise<Session> {
  const { session } = await startRun(t, ['active-active', '--profile', 'fast'], environment);
  await session.said('waiting for a random moment');
  return session;
}

async function endsWith5(t: ExecutionContext, session: Session, { host }: OwnDaemon): Promise<void> {
  const { exitCode, stdout, stderr, milliseconds } = await timed(session.ended);
  t.log(`exit code ${exitCode} after ${(milliseconds / 1000).toFixed(1)} s: ${stderr.split('\n').at(-1)}`);
  t.is(exitCode, 5, stderr);
  t.is(stdout, '');
  t.true(stderr.includes(`The engine at ${host} was lost while the lab was up: `), stderr);
  t.notRegex(stderr, /^ {4}at /m, 'no stack');
  t.true(milliseconds < soonMs, `${milliseconds} ms`);
}

async function containersAt({ engine }: OwnDaemon): Promise<number> {
  return (await engine.containers({ [labels.owner]: true })).length;
}
