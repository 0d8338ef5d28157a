import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notYet, ready } from '../../src/base/until.ts';
import { type DaemonSettings, startDaemon } from '../../src/setup/engine/start-docker.ts';
import { eventually } from '../eventually.ts';

/** A running dockerd that shares nothing with the machine's own, and does not touch the host's network. */
export interface PrivateDaemon extends AsyncDisposable {
  readonly socket: string;
  /** Of the process that runs now. */
  readonly pid: number | undefined;
  /** Starts it again after its end, with the same data. */
  start(): Promise<void>;
  /** Ends it with a signal, and resolves when the process is gone, and the containerd that it had started. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

interface Options {
  /** Folder for its data. */
  readonly data: string;
  /** If systemd runs a containerd, every dockerd uses that, each in its own namespace. */
  readonly namespace: string;
  /** Its host name, and the name of its node in a swarm; the machine's unless given. */
  readonly hostname?: string;
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
  { data, namespace, hostname, arguments: more = [] }: Options,
): Promise<PrivateDaemon> {
  const socket = join(folder, 'docker.sock');
  const settings: DaemonSettings = {
    program: hostname === undefined ? ['unshare', '--net', 'dockerd'] : programNamed(hostname),
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
  let pid: number | undefined = await startDaemon(settings);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (pid === undefined) return;
    const containerd = await readFile(join(folder, 'exec/containerd/containerd.pid'), 'utf8').catch(() => '');
    process.kill(pid, signal);
    await isGone('dockerd', pid);
    pid = undefined;
    // The kernel kills it with dockerd. A dockerd that starts before its end takes it for alive, and gives up after 15 s.
    if (containerd !== '') await isGone('containerd', Number(containerd));
  };
  return {
    socket,
    get pid() {
      return pid;
    },
    start: async () => {
      pid = await startDaemon(settings);
    },
    end,
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}

const programNamed = (hostname: string): string[] => [
  'unshare',
  '--net',
  '--uts',
  'sh',
  '-c',
  'hostname "$0" && exec dockerd "$@"',
  hostname,
];

function isGone(program: string, pid: number): Promise<void> {
  return eventually(
    `The end of ${program} (${pid})`,
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
