import test, { type ExecutionContext } from 'ava';
import { type Session, startSwitchover, switchover, timed } from '../cli/switchover.ts';
import { type DeafEngine, deafEngine } from '../engine/deaf-engine.ts';
import { realEngine } from '../engine/real-engine.ts';
import { containersOfProcess, containersOfRun, names, nodeOf } from './support/containers.ts';
import { type StartedRun, startRun } from './support/start-run.ts';

/** Runs that end badly because the engine stops answering while its connections stay open. */

/** Seconds that the engine may take for an answer; the default is 30. */
const patience = 3;
const impatient = { SWITCHOVER_ENGINE_TIMEOUT: '1' };
/** Enough for one question, and for everything that is tried afterwards, on a busy machine. */
const soonMs = 5 * patience * 1000;

test.before(() => realEngine());

test.serial('an engine that falls silent while containers are made ends the run soon', async (t) => {
  const { session, id, engine } = await startedRun(t);
  await nodeOf(id, 'device1');
  await endsSoon(t, engine, session);
  await isCollected(t, session, id);
});

test.serial('an engine that falls silent during the trial ends the run soon', async (t) => {
  const { session, id, engine } = await startedRun(t);
  await session.said('waiting for a random moment');
  const command = ['exec', id, 'device1', 'sh', '-c', 'echo here >&2; sleep 600'];
  const other = startSwitchover(command, environmentOf(engine));
  await other.said('here');
  await endsSoon(t, engine, session);
  const { exitCode, stderr } = await other.ended;
  t.is(exitCode, 5, stderr);
  t.regex(stderr, /^Could not wait for the end of sh: the engine has not answered for 3 s$/m);
  await isCollected(t, session, id);
});

test.serial(
  'Ctrl-C while the engine is silent ends the run soon with exit code 130, a second Ctrl-C at once',
  async (t) => {
    const { session, id, engine } = await startedRun(t);
    await session.said('waiting for a random moment');
    engine.fallSilent();
    session.signal('SIGINT');
    const first = await timed(session.ended);
    t.is(first.exitCode, 130, first.stderr);
    t.true(first.milliseconds < soonMs, `${first.milliseconds} ms`);
    await isCollected(t, session, id);

    const again = await startedRun(t);
    await nodeOf(again.id, 'device1');
    again.engine.fallSilent();
    again.session.signal('SIGINT');
    await again.session.said('Tearing the lab down').catch(() => {});
    again.session.signal('SIGINT');
    const second = await timed(again.session.ended);
    t.is(second.exitCode, 130, second.stderr);
    t.true(second.milliseconds < patience * 1000, `${second.milliseconds} ms`);
    await isCollected(t, again.session, again.id);
  },
);

test.serial(
  'an engine that answers only pings: every command ends with exit code 5 and says why',
  async (t) => {
    await using engine = await deafEngine({ pingsOnly: true });
    for (const command of [
      ['run', 'active-active', '--profile', 'fast'],
      ['labs', 'active-active'],
      ['list'],
      ['inspect', 'active-active'],
      ['exec', 'active-active', 'vm', 'true'],
      ['logs', 'active-active', 'vm'],
      ['down', 'active-active'],
      ['gc'],
      ['doctor'],
    ]) {
      const { exitCode, stderr } = await switchover(command, { ...environmentOf(engine), ...impatient });
      t.is(exitCode, 5, stderr);
      t.regex(stderr, /Could not .*: no answer within 1 s/, command[0]);
    }
  },
);

test('a limit that is not a number is refused', async (t) => {
  const { exitCode, stderr } = await switchover(['gc'], { SWITCHOVER_ENGINE_TIMEOUT: 'soon' });
  t.is(exitCode, 2);
  t.is(
    stderr,
    'SWITCHOVER_ENGINE_TIMEOUT is "soon". It has to be a whole number of seconds that the engine may take to answer, from 1 to 3600.',
  );
});

/** Starts a run through a socket that can fall silent. */
async function startedRun(t: ExecutionContext): Promise<StartedRun & { readonly engine: DeafEngine }> {
  const engine = await deafEngine();
  t.teardown(() => engine[Symbol.asyncDispose]());
  t.teardown(() => switchover(['gc']));
  const run = await startRun(t, ['active-active', '--profile', 'fast'], environmentOf(engine));
  return { ...run, engine };
}

const environmentOf = ({ host }: DeafEngine) => ({
  DOCKER_HOST: host,
  SWITCHOVER_ENGINE_TIMEOUT: String(patience),
});

async function endsSoon(t: ExecutionContext, engine: DeafEngine, session: Session): Promise<void> {
  engine.fallSilent();
  const { exitCode, stdout, stderr, milliseconds } = await timed(session.ended);
  t.log(`exit code ${exitCode} after ${(milliseconds / 1000).toFixed(1)} s`);
  t.is(exitCode, 5, stderr);
  t.is(stdout, '');
  t.true(
    stderr.includes(
      `The engine at ${engine.host} was lost while the lab was up: the engine has not answered`,
    ),
    stderr,
  );
  t.notRegex(stderr, /^ {4}at /m, 'no stack');
  t.true(milliseconds < soonMs, `${milliseconds} ms`);
}

/** What could not be removed then is removed as soon as the engine answers again. */
async function isCollected(t: ExecutionContext, { pid }: Session, id: string): Promise<void> {
  const { exitCode, stderr } = await switchover(['gc']);
  t.is(exitCode, 0, stderr);
  t.deepEqual(names(await containersOfRun(id)), []);
  t.deepEqual(names(await containersOfProcess(pid)), []);
}
