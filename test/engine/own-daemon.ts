import { rm } from 'node:fs/promises';
import { join } from 'node:path';
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
    engine: await Engine.at({ kind: 'socket', path: socket }),
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      // A daemon that was killed has left its mounts, and the next one mounted over them.
      await unmountBelow(folder);
      await rm(folder, { recursive: true });
    },
  };
  try {
    await loadNodeImage(own.engine);
    return own;
  } catch (error) {
    await own[Symbol.asyncDispose]();
    throw error;
  }
}

/** Copies the node image from the machine's engine, because no registry has it and a build takes a minute. */
async function loadNodeImage(own: Engine): Promise<void> {
  const { engine, image } = await realEngine();
  await own.images.load(await engine.images.save(image), { progress: () => {} });
}
