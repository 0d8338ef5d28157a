import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notYet, ready } from '../../src/base/until.ts';
import { type DaemonSettings, startDaemon } from '../../src/setup/engine/start-docker.ts';
import { eventually } from '../eventually.ts';

/** A running dockerd that shares nothing with the machine's own, and does not touch the host's network. */
export interface PrivateDaemon extends AsyncDisposable {
  readonly socket: string;
  /** Starts it again after its end, with the same data. */
  start(): Promise<void>;
  /** Ends it with a signal, and resolves when the process is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

interface Options {
  /** Folder for its data. */
  readonly data: string;
  /** If systemd runs a containerd, every dockerd uses that, each in its own namespace. */
  readonly namespace: string;
  readonly arguments?: readonly string[];
}

/**
 * Starts a dockerd in its own network namespace. In the host's it would remove docker0, because it has no bridge, and
 * might change the firewall. Needs root, and dockerd on this machine.
 *
 * @param folder for its sockets and logs; short, because the path of a socket must be short
 */
export async function startPrivateDaemon(
  folder: string,
  { data, namespace, arguments: more = [] }: Options,
): Promise<PrivateDaemon> {
  const socket = join(folder, 'docker.sock');
  const settings: DaemonSettings = {
    program: ['unshare', '--net', 'dockerd'],
    socket,
    logFile: join(folder, 'dockerd.log'),
    arguments: [
      ...['--data-root', data, '--exec-root', join(folder, 'exec')],
      ...['--pidfile', join(folder, 'docker.pid'), '--config-file', join(folder, 'daemon.json')],
      ...['--containerd-namespace', namespace, '--containerd-plugins-namespace', `${namespace}.plugins`],
      ...more,
    ],
  };
  await writeFile(join(folder, 'daemon.json'), '{}');
  let pid = await startDaemon(settings);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    process.kill(pid, signal);
    await isGone(pid);
  };
  return {
    socket,
    start: async () => {
      pid = await startDaemon(settings);
    },
    end,
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}

function isGone(pid: number): Promise<void> {
  return eventually(
    `The end of dockerd (${pid})`,
    async () => {
      const runs = await access(`/proc/${pid}`).then(
        () => true,
        () => false,
      );
      return runs ? notYet('it runs') : ready();
    },
    { timeoutMs: 30_000, intervalMs: 50 },
  );
}
