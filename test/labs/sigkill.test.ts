import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import Docker from 'dockerode';
import { notYet, ready } from '../../src/base/until.ts';
import { connectionOptions } from '../../src/engine/connection/endpoint.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { parseOwner } from '../../src/engine/ownership/ownership.ts';
import { random } from '../analysis/synthetic.ts';
import {
  type Session,
  startSwitchover,
  startSwitchoverOf,
  switchover,
  temporaryFolder,
} from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { eventually } from '../eventually.ts';
import { imagesOfProcess, names } from './support/containers.ts';
import { hostState } from './support/host-state.ts';
import { allProcesses } from './support/processes.ts';
import { changeDockerfile, projectCopy, removeImageOf } from './support/project-copy.ts';

/**
 * The tool is killed at moments that nobody chose: whatever it was about, `gc` leaves the machine as it was. KILLS says
 * how often (20 for a thorough look), SEED repeats the moments of a run that failed.
 */
const kills = Number(process.env.KILLS ?? 6);
const labName = 'killed-at-random';
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Seconds that each command takes on two cores, and a little more: a moment may come when it is over. */
const commands = [
  { name: 'run', seconds: 24 },
  { name: 'up', seconds: 6 },
  { name: 'down', seconds: 1.5 },
  // Of the node image, by a command that finds none.
  { name: 'build', seconds: 40 },
] as const;

test.before(() => realEngine());

test(`killed ${kills} times at any moment of run, up, down and an image's build (seed ${seed}), it leaves nothing that gc does not remove`, async (t) => {
  t.timeout(kills * 90_000);
  t.log(`SEED=${seed}`);
  const next = random(seed);
  const runs = await temporaryFolder(t);
  const lab = await ownLab(runs);
  const project = await projectCopy(t);
  // Whoever comes first leaves in the cache what the kernel can do: that is there to stay.
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
  // It may be over before.
  await Promise.race([delay(seconds * 1000), session.ended]);
  session.signal('SIGKILL');
  await session.ended;
}

/** A lab that was left up on purpose is none of gc's business: whoever killed `up` or `down` too late asks again. */
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

/** active-active under a name that nobody else's lab has. */
async function ownLab(folder: string): Promise<string> {
  const text = await readFile(new URL('../../labs/active-active/lab.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'lab.yaml');
  await writeFile(file, text.replace(/^name: .*$/m, `name: ${labName}`));
  return file;
}

/** Every process that the killed one started has this in its environment, whoever its parent is now. */
const markName = 'SWITCHOVER_KILLED';

async function noProcessIsLeft(mark: string | undefined): Promise<void> {
  await eventually(
    'The end of what the killed process had started',
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

/** The machine as far as the tool could change it: its network, what its engine keeps, and files where nobody asked for any. */
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

/** Somebody else may build an image meanwhile: a folder has its process in its name, a lock in its content. */
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
