import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import Docker from 'dockerode';
import { parseOwner } from '../../src/base/ownership/owner.js';
import { notYet, ready } from '../../src/base/until.ts';
import { connectionOptions } from '../../src/engine/connection/endpoint.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { random } from '../analysis/synthetic.ts';
import { type Session, startSwitchover, startSwitchoverOf, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { eventually } from '../eventually.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { imagesOfProcess, names } from './support/containers.ts';
import { hostState } from './support/host-state.ts';
import { allProcesses } from './support/processes.ts';
import { changeDockerfile, projectCopy, removeImageOf } from './support/project-copy.ts';

/**
 * The program is killed at random moments. Then `gc` must leave the machine as it was before. KILLS says how often: 4 is
 * each command once, 20 is thorough. SEED repeats the moments of a test that failed.
 */
const kills = Number(process.env.KILLS ?? 4);
const labName = 'killed-at-random';
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Seconds that each command takes on two cores, and a little more, so that it may also be killed after its end. */
const commands = [
  { name: 'run', seconds: 24 },
  { name: 'up', seconds: 6 },
  { name: 'down', seconds: 1.5 },
  // `up` for a node image that has to be built first.
  { name: 'build', seconds: 40 },
] as const;

test.before(() => realEngine());

test(`killed ${kills} times at random moments of run, up, down and an image build (seed ${seed}), it leaves nothing that gc does not remove`, async (t) => {
  t.timeout(kills * 90_000);
  t.log(`SEED=${seed}`);
  const next = random(seed);
  const runs = await temporaryFolder(t);
  const lab = await ownLab(runs);
  const project = await projectCopy(t);
  // What others left is none of this test's concern.
  await switchover(['gc']);
  // The first command puts the kernel's features into the cache, where they stay.
  await switchover(['doctor']);
  const before = await machine();
  for (let kill = 0; kill < kills; kill += 1) {
    const command = commands[kill % commands.length] ?? commands[0];
    const moment = next() * command.seconds;
    const what = `${command.name}, after ${moment.toFixed(2)} s`;
    if (command.name === 'down') {
      const up = await switchover(['up', lab, '--profile', 'fast']);
      t.is(up.exitCode, 0, up.stderr);
    }
    const mark = { [markName]: `${process.pid}-${kill}` };
    const start = {
      run: () => startSwitchover(['run', lab, '--profile', 'fast', '--runs', runs], mark),
      up: () => startSwitchover(['up', lab, '--profile', 'fast'], mark),
      down: () => startSwitchover(['down', labName], mark),
      build: () => startSwitchoverOf(project, ['up', lab, '--profile', 'fast'], mark),
    }[command.name];
    if (command.name === 'build')
      await changeDockerfile(project, (real) => `${real}# killed ${process.pid} ${kill}\n`);
    const session = start();
    await killedAfter(session, moment);
    await cleanedUp(t, what);
    if (command.name === 'build') await removeImageOf(project);
    await noProcessIsLeft(mark[markName]);
    t.deepEqual(await imagesOfProcess(session.pid), [], what);
    t.deepEqual(await machine(), before, what);
    t.log(what);
  }
});

async function killedAfter(session: Session, seconds: number): Promise<void> {
  // It may end earlier by itself.
  await Promise.race([delay(seconds * 1000), session.ended]);
  session.signal('SIGKILL');
  await session.ended;
}

/** gc keeps a lab that is up on purpose: if `up` was killed too late, or `down` too early, `down` removes it. */
async function cleanedUp(t: ExecutionContext, what: string): Promise<void> {
  const collected = await switchover(['gc']);
  t.is(collected.exitCode, 0, `${what}: ${collected.stderr}`);
  const { engine } = await realEngine();
  const kept = await engine.containers({ [labels.lab]: labName });
  if (kept.length > 0) {
    const down = await switchover(['down', labName]);
    t.is(down.exitCode, 0, `${what}: ${names(kept).join(', ')}: ${down.stderr}`);
  }
  t.deepEqual(names(await engine.containers({ [labels.lab]: labName })), [], what);
}

/** active-active under a name that no other lab has. */
async function ownLab(folder: string): Promise<string> {
  const text = await readFile(new URL('../../labs/active-active/lab.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'lab.yaml');
  await writeFile(file, text.replace(/^name: .*$/m, `name: ${labName}`));
  return file;
}

/** Every process that the killed one has started has this in its environment, even after its parent has ended. */
const markName = 'SWITCHOVER_KILLED';

async function noProcessIsLeft(mark: string | undefined): Promise<void> {
  await eventually(
    'The end of all processes that the killed one had started',
    async () => {
      const left = (await allProcesses()).filter(({ environment }) =>
        environment.includes(`${markName}=${mark}`),
      );
      return left.length === 0
        ? ready()
        : notYet(left.map(({ pid, commandLine }) => `${pid}: ${commandLine}`).join('; '));
    },
    { timeoutMs: 15_000, intervalMs: 100 },
  );
}

/** What the program could change on the machine: network, engine, temporary files and cache. */
async function machine() {
  const [network, engine, temporary, cached] = await Promise.all([
    hostState(),
    engineState(),
    readdir(tmpdir()),
    readdir(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'switchover')),
  ]);
  const ours = temporary.filter(
    (name) => name.startsWith('switchover') && !name.startsWith('switchover-test-'),
  );
  const ofTheLiving = await Promise.all(ours.map(isOfTheLiving));
  return {
    network,
    engine,
    temporary: ours.filter((_, index) => !ofTheLiving[index]).sort(),
    cached: cached.sort(),
  };
}

/** Another process may build an image meanwhile. A folder has that process in its name, a lock file in its content. */
async function isOfTheLiving(name: string): Promise<boolean> {
  const lock = await readFile(join(tmpdir(), name), 'utf8').catch(() => undefined);
  const pid = /^switchover_\w+?_(\d+)_/.exec(name)?.[1] ?? parseOwner(lock)?.pid;
  return pid !== undefined && existsSync(`/proc/${pid}`);
}

async function engineState() {
  const docker = new Docker(connectionOptions((await realEngine()).engine.endpoint));
  const [networks, { Volumes: volumes }] = await Promise.all([docker.listNetworks(), docker.listVolumes()]);
  return {
    networks: networks.map(({ Name }) => Name).sort(),
    volumes: volumes.map(({ Name }) => Name).sort(),
  };
}
