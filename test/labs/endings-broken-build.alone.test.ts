import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { parseOwner } from '../../src/base/ownership/owner.js';
import { notYet, ready } from '../../src/base/until.ts';
import { Engine } from '../../src/engine/engine.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import { type Session, startSwitchoverOf, switchover } from '../cli/switchover.ts';
import { deafEngine } from '../engine/deaf-engine.ts';
import { realEngine } from '../engine/real-engine.ts';
import { eventually } from '../eventually.ts';
import { containersOfProcess, imagesOfProcess, names } from './support/containers.ts';
import { changeDockerfile, projectCopy, removeImageOf } from './support/project-copy.ts';

/** Runs that end badly because an image build fails, is interrupted or is killed, or because the engine falls silent. */

test.before(() => realEngine());

/** The first RUN of the real Dockerfile, after the label with the owner. */
const firstStep = /^RUN apt-get update[\s\S]*?(?=\nFROM)/m;

test.serial(
  'a build that fails: exit code 5, its last lines, nothing is left, and the next run works',
  async (t) => {
    const project = await projectCopy(t);
    const { image } = await realEngine();
    await changeDockerfile(project, (real) => real.replace(firstStep, 'RUN echo the reason >&2; exit 3\n'));
    const failed = up(project);
    const { exitCode, stdout, stderr } = await failed.ended;
    t.is(exitCode, 5, stderr);
    t.is(stdout, '');
    t.log(stderr.split('\n').slice(-8).join('\n'));
    t.regex(
      stderr,
      /^Could not build switchover-node:\S+: .*returned a non-zero code: 3\n( {2}.*\n)* {2}the reason/m,
    );
    t.notRegex(stderr, /^ {4}at /m, 'no stack');
    t.deepEqual(await leftOf(failed), nothing);

    // To save the minute of a real build, the next image is built from the existing one.
    await changeDockerfile(project, () => `FROM ${image}\nRUN touch /mended\n`);
    t.teardown(() => removeImageOf(project));
    const mended = up(project);
    const next = await mended.ended;
    t.is(next.exitCode, 0, next.stderr);
    t.teardown(async () => {
      await switchover(['down', next.stdout]);
    });
    t.deepEqual(await leftOf(mended, { labIsUp: true }), nothing);
  },
);

test.serial('Ctrl-C while an image is built: exit code 130 at once, and nothing is left', async (t) => {
  const session = await buildThatWaits(t);
  session.signal('SIGINT');
  const { exitCode, stderr } = await session.ended;
  t.is(exitCode, 130, stderr);
  t.deepEqual(await leftOf(session), nothing);
});

test.serial('SIGKILL while an image is built: gc removes what is left', async (t) => {
  const session = await buildThatWaits(t);
  session.signal('SIGKILL');
  await session.ended;
  const left = await leftOf(session);
  t.is(left.files.length, 1);
  const { exitCode, stdout, stderr } = await switchover(['gc']);
  t.is(exitCode, 0, stderr);
  t.log(stdout);
  for (const name of [...left.files, ...left.images.map(shortId)])
    t.true(stdout.includes(String(name)), stdout);
  t.deepEqual(await leftOf(session), nothing);
});

test.serial('an image build is given up when the engine falls silent', async (t) => {
  const { image } = await realEngine();
  await using deaf = await deafEngine();
  const limits = { question: 1000, change: 4000, transfer: 20_000 };
  const engine = await Engine.at({ kind: 'socket', path: deaf.socket }, limits);
  const content = `FROM ${image}\nRUN echo deaf ${process.pid}; sleep 60\n`;
  const request = {
    tag: `switchover-test-${process.pid}:deaf`,
    context: new Map([['Dockerfile', { content }]]),
    buildArguments: {},
    labels: {},
  };
  const progress = (line: string) => {
    if (line === `deaf ${process.pid}`) deaf.fallSilent();
  };
  const started = performance.now();
  const error = await t.throwsAsync(engine.images.build(request, { progress }), { instanceOf: EngineError });
  t.regex(error?.message ?? '', /^Could not build .*: the engine has not answered for 1 s\n(.*\n)* {2}deaf/);
  t.true(performance.now() - started < 20_000);
});

/** Starts `up` with a build of the node image, and returns while the build is in the middle of a step. */
async function buildThatWaits(t: ExecutionContext): Promise<Session> {
  const project = await projectCopy(t);
  const step = `sleep 300.${process.pid}`;
  await changeDockerfile(project, (real) => real.replace(firstStep, `RUN ${step}\n`));
  const session = up(project);
  t.teardown(async () => {
    session.signal('SIGKILL');
    await session.ended;
    await switchover(['gc']);
  });
  await eventually(
    'The step of the build',
    async () => {
      const { stdout } = await execa('pgrep', ['--full', `^${step}`], { reject: false });
      return stdout === '' ? notYet('no such process') : ready();
    },
    { timeoutMs: 60_000, intervalMs: 50 },
  );
  return session;
}

const shortId = (id: string) => id.replace('sha256:', '').slice(0, 12);

const up = (project: string) => startSwitchoverOf(project, ['up', 'active-active', '--profile', 'fast']);

const nothing = { containers: [], images: [], files: [] };

/** What a process has left in the engine and on this machine. */
async function leftOf({ pid }: Session, { labIsUp = false } = {}) {
  const isOwner = (label: string | undefined) => parseOwner(label)?.pid === pid;
  const files = (await readdir(tmpdir())).filter((name) => name.startsWith('switchover'));
  const lock = files.find((name) => name.endsWith('-image.lock'));
  const holder = lock && (await readFile(join(tmpdir(), lock), 'utf8').catch(() => undefined));
  return {
    containers: labIsUp ? [] : names(await containersOfProcess(pid)),
    images: await imagesOfProcess(pid),
    files: [...files.filter((name) => name.includes(`_${pid}_`)), ...(isOwner(holder) ? [lock] : [])],
  };
}
