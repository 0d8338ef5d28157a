import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { deferred } from '../../src/base/deferred.ts';
import { notYet, ready } from '../../src/base/until.ts';
import { switchover } from '../cli/switchover.ts';
import { eventually } from '../eventually.ts';

/** A base image that is being made from Debian's packages when the process is killed. Needs root and mmdebstrap. */

const isThere = (await execa('mmdebstrap', ['--version'], { reject: false })).exitCode === 0;

test.serial(
  'SIGKILL while a base image is made: mmdebstrap ends, nothing stays mounted, and gc removes its files',
  async (t) => {
    if (!isThere)
      return t.pass('This machine pulls its base image from a registry, so there is nothing to kill.');
    const { program, mark } = await begunBootstrap(t);
    program.kill('SIGKILL');
    await program;
    await endOfMmdebstrap(mark);
    t.false((await readFile('/proc/mounts', 'utf8')).includes(mark));
    t.is((await filesOf(mark)).length, 1);
    const { exitCode, stdout, stderr } = await switchover(['gc']);
    t.is(exitCode, 0, stderr);
    t.true(stdout.includes(mark), stdout);
    t.deepEqual(await filesOf(mark), []);
  },
);

test.serial(
  'Ctrl-C while a base image is made: mmdebstrap ends at once, though its mirror does not answer',
  async (t) => {
    if (!isThere)
      return t.pass('This machine pulls its base image from a registry, so there is nothing to interrupt.');
    const { program, mark } = await begunBootstrap(t);
    const begun = performance.now();
    program.kill('SIGINT');
    await program;
    t.true(performance.now() - begun < 10_000);
    await endOfMmdebstrap(mark);
  },
);

/** A program that makes a base image, and waits for its mirror. */
async function begunBootstrap(t: ExecutionContext) {
  const mirror = await silentMirror(t);
  const program = execa('node', ['--import', 'tsx', 'test/setup/killed-bootstrap.ts'], {
    env: { SWITCHOVER_DEBIAN_MIRROR: mirror.address },
    reject: false,
  });
  t.teardown(() => void program.kill('SIGKILL'));
  await mirror.asked;
  const mark = `_${program.pid}_`;
  t.true((await processesOf(mark)).length > 0);
  return { program, mark };
}

const endOfMmdebstrap = (mark: string) =>
  eventually(
    'The end of mmdebstrap',
    async () => {
      const left = await processesOf(mark);
      return left.length === 0 ? ready() : notYet(left.join('; '));
    },
    { timeoutMs: 20_000, intervalMs: 100 },
  );

const filesOf = async (mark: string) => (await readdir(tmpdir())).filter((name) => name.includes(mark));

/** Processes that work in the temporary folder of the killed process. */
async function processesOf(mark: string): Promise<string[]> {
  const { stdout } = await execa('pgrep', ['--full', '--list-full', mark], { reject: false });
  return stdout === '' ? [] : stdout.split('\n');
}

/** A mirror of Debian's packages that never answers. */
async function silentMirror(t: ExecutionContext) {
  const ends = new Set<Socket>();
  const { promise: asked, resolve: tellAsked } = deferred<void>();
  const server = createServer((end) => {
    ends.add(end);
    end.on('error', () => {});
    end.once('data', () => tellAsked());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    for (const end of ends) end.destroy();
    server.close();
  });
  return { asked, address: `http://127.0.0.1:${portOf(server.address())}` };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('A server has a port.');
  return address.port;
}
