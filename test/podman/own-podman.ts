import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { notYet, ready } from '../../src/base/until.ts';
import { Engine } from '../../src/engine/engine.ts';
import { aptInstall } from '../../src/setup/engine/apt.ts';
import { hasCommand, isDebian, isRoot, type System, thisSystem } from '../../src/setup/engine/system.ts';
import { newTemporaryFolder } from '../cli/switchover.ts';
import { unmountBelow } from '../engine/unmount-below.ts';
import { eventually } from '../eventually.ts';
import { allProcesses } from '../labs/support/processes.ts';

/** A Podman service that is a test's own. */
export interface OwnPodman extends AsyncDisposable {
  readonly engine: Engine;
  /** For the command line: this engine, and a cache that goes with it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs Podman's own command line on the same storage, and gives what it prints. */
  podman(...args: readonly string[]): Promise<string>;
}

const startLimit = { timeoutMs: 60_000, intervalMs: 50 };

/**
 * Starts Podman's API service on a socket and a storage of its own, empty and away from the machine's Podman. Needs
 * root, because a lab does; installs Podman where that is missing and apt-get is there.
 */
export async function ownPodman(): Promise<OwnPodman> {
  await ensurePodman(thisSystem());
  const folder = await newTemporaryFolder();
  const socket = join(folder, 'podman.sock');
  const own = [
    ...['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--tmpdir', join(folder, 'tmp')],
    // Its other one is systemd, which need not run here.
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
  const engine = Engine.at({ kind: 'socket', path: socket });
  const started: OwnPodman = {
    engine,
    environment: { DOCKER_HOST: `unix://${socket}`, XDG_CACHE_HOME: join(folder, 'cache') },
    podman: async (...args) => (await execa('podman', [...own, ...args])).stdout,
    async [Symbol.asyncDispose]() {
      // Containers do not end with the service: they are no children of it.
      await execa('podman', [...own, 'rm', '--all', '--force', '--time=0'], { reject: false });
      service.kill('SIGTERM');
      await service;
      await endAllOf(folder);
      // It leaves its storage mounted on itself.
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
  if (!isRoot(system)) throw new Error('These tests start a Podman of their own, which needs root.');
  if (hasCommand(system, 'podman')) return;
  if (!isDebian(system)) throw new Error('These tests need Podman to be installed.');
  await aptInstall(['podman'], () => {});
}

/**
 * For each container and each command that ended there is a process that tidies up after it, and would make its folders
 * again: after five minutes, for commands. Nothing is left to be tidied up.
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
