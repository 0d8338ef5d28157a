import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { notYet, ready } from '../../src/base/until.ts';
import { connectionOptions, type Endpoint } from '../../src/engine/connection/endpoint.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Progress } from '../../src/engine/images/progress.ts';
import { followProgress } from '../../src/engine/images/progress-stream.ts';
import { startDaemon } from '../../src/setup/engine/start-docker.ts';
import { apart } from '../engine/own-daemon.ts';
import { eventually } from '../eventually.ts';
import { cached } from './cache.ts';
import { makeDisk } from './disk.ts';

/** Bytes of the disk, of which an image takes 0.1 GB; it is sparse. */
const diskBytes = 4 * 1024 ** 3;
const loadLimits = { firstSign: 120_000, silence: 120_000 };
const stopLimit = { timeoutMs: 30_000, intervalMs: 50 };

/**
 * A disk with the data of an engine that has one image: to load it in an emulated guest takes minutes. A daemon of this
 * machine writes it, with everything of its own; the machine's engine only gives the image.
 *
 * @param tag of the image, which stands for all that it is made from
 */
export async function engineDataDisk(from: Engine, tag: string, progress: Progress): Promise<string> {
  const name = `data-${tag.replaceAll(/[^a-z0-9.-]/g, '-')}`;
  const folder = await cached(name, (draft) => make(from, tag, draft, progress), progress);
  return join(folder, 'data.disk');
}

async function make(from: Engine, tag: string, draft: string, progress: Progress): Promise<void> {
  progress(`Putting ${tag} on a disk for the guest, once`);
  const data = join(draft, 'data');
  await mkdir(data);
  // A path of a socket may not be long.
  const run = await mkdtemp(join(tmpdir(), 'switchover-guest-'));
  try {
    const socket = join(run, 'docker.sock');
    await using _ = await daemonOfItsOwn(run, data, socket);
    await copyImage(from.endpoint, { kind: 'socket', path: socket }, tag, progress);
  } finally {
    await rm(run, { recursive: true, force: true });
  }
  await makeDisk(join(draft, 'data.disk'), data, diskBytes);
  await rm(data, { recursive: true });
}

/** A dockerd that shares nothing with another one on this machine, and changes nothing of its network. */
async function daemonOfItsOwn(run: string, data: string, socket: string): Promise<AsyncDisposable> {
  const pid = await startDaemon({
    program: apart,
    socket,
    logFile: join(run, 'dockerd.log'),
    arguments: [
      ...['--data-root', data, '--exec-root', join(run, 'exec'), '--pidfile', join(run, 'docker.pid')],
      ...['--storage-driver', 'overlay2'],
      // Where systemd runs a containerd, every dockerd uses that one.
      ...['--containerd-namespace', 'switchover', '--containerd-plugins-namespace', 'switchover-plugins'],
    ],
  });
  return {
    async [Symbol.asyncDispose]() {
      process.kill(pid, 'SIGTERM');
      await eventually(
        'The end of the daemon',
        async () => (isAlive(pid) ? notYet('it runs') : ready()),
        stopLimit,
      );
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function copyImage(from: Endpoint, to: Endpoint, tag: string, progress: Progress): Promise<void> {
  const archive = await new Docker(connectionOptions(from)).getImage(tag).get();
  const account = await new Docker(connectionOptions(to)).loadImage(archive, { quiet: true });
  await followProgress(account, loadLimits, { progress, ending: new AbortController().signal });
  if (!(await Engine.at(to).images.find(tag))) throw new Error(`${tag} did not reach the disk.`);
}
