import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { notYet, ready } from '../../src/base/until.ts';
import { Engine } from '../../src/engine/engine.ts';
import { aptInstall } from '../../src/setup/engine/apt.ts';
import { hasCommand, isDebian, isRoot, type System, thisSystem } from '../../src/setup/engine/system.ts';
import { unmountBelow } from '../engine/unmount-below.ts';
import { eventually } from '../eventually.ts';
import { allProcesses } from '../labs/support/processes.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';

/** A Podman service for a test, separate from the machine's Podman. */
export interface OwnPodman extends AsyncDisposable {
  readonly engine: Engine;
  /** Variables that make the command line use this engine and a separate cache. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs Podman's own command line on the same storage, and returns its stdout. */
  podman(...args: readonly string[]): Promise<string>;
}

const startLimit = { timeoutMs: 60_000, intervalMs: 50 };

/**
 * Starts Podman's API service with a separate socket and an empty, separate storage. Needs root, as a lab does.
 * Installs Podman with apt-get if it is missing.
 */
export async function ownPodman(): Promise<OwnPodman> {
  await ensurePodman(thisSystem());
  const folder = await newTemporaryFolder();
  const socket = join(folder, 'podman.sock');
  const own = [
    ...['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--tmpdir', join(folder, 'tmp')],
    // The default is systemd, which may not run here.
    '--cgroup-manager=cgroupfs',
  ];
  const service = execa('podman', [...own, 'system', 'service', '--time=0', `unix://${socket}`], {
    stdin: 'ignore',
    reject: false,
  });
  let ending: string | undefined;
  void service.then(({ exitCode, stderr }) => {
    ending = `podman ended with ${exitCode}: ${stderr}`;
  });
  const engine = await Engine.at({ kind: 'socket', path: socket });
  const started: OwnPodman = {
    engine,
    environment: { DOCKER_HOST: `unix://${socket}`, XDG_CACHE_HOME: join(folder, 'cache') },
    podman: async (...args) => (await execa('podman', [...own, ...args])).stdout,
    async [Symbol.asyncDispose]() {
      // Containers do not end with the service, because they are not its children.
      await execa('podman', [...own, 'rm', '--all', '--force', '--time=0'], { reject: false });
      service.kill('SIGTERM');
      await service;
      await endAllOf(folder);
      // Podman leaves its storage mounted on itself.
      await unmountBelow(folder);
      await rm(folder, { recursive: true });
    },
  };
  try {
    await eventually(
      "The start of Podman's service",
      async () => {
        if (ending !== undefined) throw new Error(ending);
        return engine.ping().then(
          () => ready(),
          (error: Error) => notYet(error.message),
        );
      },
      startLimit,
    );
    return started;
  } catch (error) {
    await started[Symbol.asyncDispose]();
    throw error;
  }
}

async function ensurePodman(system: System): Promise<void> {
  if (!isRoot(system)) throw new Error('These tests start Podman, which needs root.');
  if (hasCommand(system, 'podman')) return;
  if (!isDebian(system)) throw new Error('These tests need Podman. Please install it.');
  await aptInstall(['podman'], () => {});
}

/**
 * Ends all processes that work in a folder. For each container and command that has ended, Podman leaves a process that
 * cleans up after up to five minutes, and would make its folders again.
 */
function endAllOf(folder: string): Promise<void> {
  return eventually(
    'The end of all processes of Podman',
    async () => {
      const left = (await allProcesses())
        .filter(({ commandLine }) => commandLine.includes(folder))
        .map(({ pid }) => pid);
      for (const pid of left) kill(pid);
      return left.length === 0 ? ready() : notYet(`processes ${left.join(', ')}`);
    },
    { timeoutMs: 60_000, intervalMs: 100 },
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
