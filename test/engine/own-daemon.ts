import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Docker from 'dockerode';
import { Engine } from '../../src/engine/engine.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { type PrivateDaemon, startPrivateDaemon } from './private-daemon.ts';
import { realEngine } from './real-engine.ts';
import { unmountBelow } from './unmount-below.ts';

/** A Docker daemon for a test, which can stop and start it. */
export interface OwnDaemon extends PrivateDaemon {
  /** The value for DOCKER_HOST. */
  readonly host: string;
  /** Variables that make the command line use this engine and a separate cache. */
  readonly environment: Readonly<Record<string, string>>;
  readonly engine: Engine;
}

/** Starts a private daemon that has the node image. Needs root, and dockerd on this machine. */
export async function ownDaemon(): Promise<OwnDaemon> {
  const folder = await newTemporaryFolder();
  const daemon = await startPrivateDaemon(folder, {
    data: join(folder, 'data'),
    namespace: 'switchover-test',
    arguments: ['--shutdown-timeout', '3'],
  });
  const { socket } = daemon;
  const host = `unix://${socket}`;
  const own: OwnDaemon = {
    ...daemon,
    host,
    environment: { DOCKER_HOST: host, XDG_CACHE_HOME: join(folder, 'cache') },
    engine: Engine.at({ kind: 'socket', path: socket }),
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      // A daemon that was killed has left its mounts, and the next one mounted over them.
      await unmountBelow(folder);
      await rm(folder, { recursive: true });
    },
  };
  try {
    await loadNodeImage(socket);
    return own;
  } catch (error) {
    await own[Symbol.asyncDispose]();
    throw error;
  }
}

/** Copies the node image from the machine's engine, because no registry has it and a build takes a minute. */
async function loadNodeImage(socket: string): Promise<void> {
  const { engine, image } = await realEngine();
  if (engine.endpoint.kind !== 'socket') throw new Error('This test needs an engine at a socket.');
  const archive = await new Docker({ socketPath: engine.endpoint.path }).getImage(image).get();
  const own = new Docker({ socketPath: socket });
  const loading = await own.loadImage(archive);
  await new Promise((resolve, reject) => {
    own.modem.followProgress(loading, (error) => (error ? reject(error) : resolve(undefined)));
  });
}
