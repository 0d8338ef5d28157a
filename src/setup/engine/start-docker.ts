import { readFile } from 'node:fs/promises';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Progress } from '../../base/progress.ts';
import { notYet, ready, until } from '../../base/until.ts';
import { Engine } from '../../engine/engine.ts';
import { lastWords, shell } from '../shell.ts';
import type { System } from './system.ts';

/** Tests start a daemon beside the machine's own, with other paths and more arguments. */
export interface DaemonSettings {
  /** dockerd, or a program that becomes dockerd, with its first arguments. */
  readonly program: readonly string[];
  readonly socket: string;
  readonly logFile: string;
  readonly arguments: readonly string[];
}

const machinesDaemon: DaemonSettings = {
  program: ['dockerd'],
  socket: '/var/run/docker.sock',
  logFile: '/var/log/switchover-dockerd.log',
  arguments: [],
};

/** dockerd answers about 2 s after its start. After its installation it has to prepare its storage first. */
const startLimit = { kind: 'environment', timeoutMs: 60_000, intervalMs: 100 } as const;
const pingLimitMs = 2_000;

/**
 * Starts the installed Docker Engine, through systemd where that runs, and waits until it answers. Needs root.
 *
 * @throws SwitchoverError (environment) with the daemon's last log lines when it does not come up
 */
export async function startDocker(system: System, progress: Progress): Promise<void> {
  if (await answers(machinesDaemon.socket)) return;
  progress('Starting Docker Engine');
  await (system.systemd ? startWithSystemd() : startDaemon(machinesDaemon));
}

async function startWithSystemd(): Promise<void> {
  const log = async () => (await shell`journalctl -u docker -n 15 -o cat`).stdout;
  const start = await shell`systemctl start docker`;
  if (!start.ok) throw notStarted(`systemctl start docker: ${start.stderr.trim()}`, await log());
  await untilItAnswers(machinesDaemon.socket, () => undefined, log);
}

/**
 * Starts dockerd in a session of its own, so that it outlives this process and gets none of its signals. It keeps its
 * PID file itself, which also makes a second one give up.
 *
 * @returns the daemon's PID
 */
export async function startDaemon(settings: DaemonSettings): Promise<number> {
  const { program, socket, logFile, arguments: more } = settings;
  const apart = shell({ detached: true, cwd: '/', stdio: 'ignore' });
  const daemon = apart`exec ${program} --host ${`unix://${socket}`} ${more} >>${logFile} 2>&1`;
  daemon.child?.unref();
  let ending: string | undefined;
  void daemon.then(({ exitCode, signal }) => {
    ending = `dockerd ended with ${exitCode ?? signal}`;
  });
  await untilItAnswers(
    socket,
    () => ending,
    () => readFile(logFile, 'utf8'),
  );
  return daemon.pid ?? 0;
}

async function untilItAnswers(
  socket: string,
  ending: () => string | undefined,
  log: () => Promise<string>,
): Promise<void> {
  const look = async () => {
    if (await answers(socket)) return ready();
    const why = ending();
    if (why !== undefined) throw new Error(why);
    return notYet(`no answer at ${socket}`);
  };
  try {
    await until('The start of Docker Engine', look, startLimit);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw notStarted(reason, await log().catch(() => ''));
  }
}

async function answers(socket: string): Promise<boolean> {
  try {
    const engine = await Engine.at({ kind: 'socket', path: socket });
    await engine.ping(pingLimitMs);
    return true;
  } catch {
    return false;
  }
}

function notStarted(reason: string, log: string): SwitchoverError {
  return new SwitchoverError(
    'environment',
    `Docker Engine is installed but could not be started: ${reason.replace(/\.$/, '')}. A container that is not privileged, for one, ` +
      `cannot run it. Its last words:\n${lastWords(log)}`,
  );
}
