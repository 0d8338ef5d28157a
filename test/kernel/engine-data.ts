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

/** Size of the disk in bytes. It is sparse: an image takes 0.1 GB. */
const diskBytes = 4 * 1024 ** 3;
const loadLimits = { firstSign: 120_000, silence: 120_000 };
const stopLimit = { timeoutMs: 30_000, intervalMs: 50 };

/**
 * A disk with the data of an engine that has one image, because loading the image in an emulated guest takes minutes. A
 * separate daemon on this machine writes the data. The machine's own engine only gives the image.
 *
 * @param tag of the image, with a hash of everything that it is made from
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
  // In the temporary folder, because the path of a socket must be short.
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

/** Starts a dockerd that shares nothing with others on this machine and does not change the network. */
async function daemonOfItsOwn(run: string, data: string, socket: string): Promise<AsyncDisposable> {
  const pid = await startDaemon({
    program: apart,
    socket,
    logFile: join(run, 'dockerd.log'),
    arguments: [
      ...['--data-root', data, '--exec-root', join(run, 'exec'), '--pidfile', join(run, 'docker.pid')],
      ...['--storage-driver', 'overlay2'],
      // If systemd runs a containerd, every dockerd uses it.
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
