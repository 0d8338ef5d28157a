import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { labels } from '../../src/engine/labels.ts';
import { random } from '../analysis/synthetic.ts';
import { type Session, startSwitchover, switchover, temporaryFolder } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { names } from './containers.ts';
import { hostState } from './host-state.ts';

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
] as const;

test.before(() => realEngine());

test(`killed ${kills} times at any moment of run, up and down (seed ${seed}), it leaves nothing that gc does not remove`, async (t) => {
  t.timeout(kills * 90_000);
  t.log(`SEED=${seed}`);
  const next = random(seed);
  const runs = await temporaryFolder(t);
  const lab = await ownLab(runs);
  const before = await machine();
  for (let kill = 0; kill < kills; kill += 1) {
    const command = commands[kill % commands.length] ?? commands[0];
    const moment = next() * command.seconds;
    const what = `${command.name}, after ${moment.toFixed(2)} s`;
    if (command.name === 'down') {
      const up = await switchover(['up', lab, '--profile', 'fast']);
      t.is(up.exitCode, 0, up.stderr);
    }
    const args = {
      run: ['run', lab, '--profile', 'fast', '--runs', runs],
      up: ['up', lab, '--profile', 'fast'],
      down: ['down', labName],
    }[command.name];
    await killedAfter(startSwitchover(args), moment);
    await cleanedUp(t, what);
    t.deepEqual(await machine(), before, what);
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

/** The machine as far as a lab could change it: its network, and files where nobody asked for any. */
async function machine() {
  const files = await readdir(tmpdir());
  return { network: await hostState(), files: files.filter((name) => name.startsWith('switchover')).sort() };
}
