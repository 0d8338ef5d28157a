import test, { type ExecutionContext } from 'ava';
import { type Session, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { containersOfProcess, containersOfRun, names, nodeOf } from './support/containers.ts';
import { startRun } from './support/start-run.ts';

/** Runs that were killed, and what `gc` makes of it. Nothing else may collect what they leave, as each new lab does. */

/** With little traffic, because the measurement does not matter here. */
const runArguments = (profile = 'fast') => [
  ...['dual-redundancy', '--profile', profile, '--flows', '16', '--rate', '25'],
];

test.before(() => realEngine());

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
