import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Docker from 'dockerode';
import { notYet, ready } from '../../src/base/until.ts';
import { Engine } from '../../src/engine/engine.ts';
import { type DaemonSettings, startDaemon } from '../../src/setup/engine/start-docker.ts';
import { eventually } from '../eventually.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { realEngine } from './real-engine.ts';
import { unmountBelow } from './unmount-below.ts';

/** A Docker daemon that is a test's own, and can be stopped and started as a test likes. */
export interface OwnDaemon extends AsyncDisposable {
  /** As a value of DOCKER_HOST. */
  readonly host: string;
  /** For the command line: this engine, and a cache that goes with it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly engine: Engine;
  /** Starts it again, with what it had before. */
  start(): Promise<void>;
  /** Ends it with a signal; resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/**
 * A dockerd without a bridge removes docker0, whoever made it, and one that has no containers may change a firewall. In
 * a network of its own there is nothing of anybody else's.
 */
export const apart = ['unshare', '--net', 'dockerd'] as const;

/**
 * Starts a daemon that shares nothing with the machine's, touches no network of the host, and has the node image.
 * Needs root, and dockerd on this machine.
 */
export async function ownDaemon(): Promise<OwnDaemon> {
  const folder = await newTemporaryFolder();
  const socket = join(folder, 'docker.sock');
  const host = `unix://${socket}`;
  const settings: DaemonSettings = {
    program: apart,
    socket,
    logFile: join(folder, 'dockerd.log'),
    arguments: [
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--pidfile', join(folder, 'docker.pid'), '--config-file', join(folder, 'daemon.json')],
      ...[
        '--containerd-namespace',
        'switchover-test',
        '--containerd-plugins-namespace',
        'switchover-test.plugins',
      ],
      ...['--shutdown-timeout', '3'],
    ],
  };
  await writeFile(join(folder, 'daemon.json'), '{}');
  let pid = await startDaemon(settings);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    process.kill(pid, signal);
    await isGone(pid);
  };
  const daemon: OwnDaemon = {
    host,
    environment: { DOCKER_HOST: host, XDG_CACHE_HOME: join(folder, 'cache') },
    engine: Engine.at({ kind: 'socket', path: socket }),
    start: async () => {
      pid = await startDaemon(settings);
    },
    end,
    async [Symbol.asyncDispose]() {
      await end('SIGTERM');
      // One that was killed did not tidy up, and its successor mounted over what it found.
      await unmountBelow(folder);
      await rm(folder, { recursive: true });
    },
  };
  try {
    await bringNodeImage(socket);
    return daemon;
  } catch (error) {
    await daemon[Symbol.asyncDispose]();
    throw error;
  }
}

/** No registry has the node image, and to build it once more takes a minute: the machine's engine hands it over. */
async function bringNodeImage(socket: string): Promise<void> {
  const { engine, image } = await realEngine();
  if (engine.endpoint.kind !== 'socket') throw new Error('This test needs an engine at a socket.');
  const archive = await new Docker({ socketPath: engine.endpoint.path }).getImage(image).get();
  const own = new Docker({ socketPath: socket });
  const loading = await own.loadImage(archive);
  await new Promise((resolve, reject) => {
    own.modem.followProgress(loading, (error) => (error ? reject(error) : resolve(undefined)));
  });
}

function isGone(pid: number): Promise<void> {
  return eventually(
    `The end of dockerd (${pid})`,
    async () => {
      const there = await access(`/proc/${pid}`).then(
        () => true,
        () => false,
      );
      return there ? notYet('still there') : ready();
    },
    { timeoutMs: 30_000, intervalMs: 50 },
  );
}
