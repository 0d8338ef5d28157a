import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { type Look, notYet, ready, until } from '../../base/until.ts';
import { Engine } from '../../engine/engine.ts';
import type { Progress } from '../../engine/images/progress.ts';
import type { System } from './system.ts';

/** A daemon of its own, beside the machine's, has other paths and more arguments: that is how this is tested. */
export interface DaemonSettings {
  /** What becomes dockerd: itself, or a program that ends by executing it, and its first arguments. */
  readonly program: readonly [string, ...string[]];
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

/** dockerd answers about 2 s after its start; the first one after an installation has its storage to prepare. */
const startLimit = { kind: 'environment', timeoutMs: 60_000, intervalMs: 100 } as const;
const pingLimitMs = 2_000;
const lastLineCount = 15;

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
  const { exitCode, stderr } = await execa('systemctl', ['start', 'docker'], { reject: false });
  const log = async () =>
    (await execa('journalctl', ['-u', 'docker', '-n', '15', '-o', 'cat'], { reject: false })).stdout;
  if (exitCode !== 0) throw notStarted(`systemctl start docker: ${stderr}`, await log());
  await untilItAnswers(machinesDaemon.socket, () => undefined, log);
}

/**
 * Starts dockerd in a session of its own, so that it outlives this process and gets none of its signals. It keeps its
 * PID file itself, which also makes a second one give up.
 *
 * @returns the daemon's PID
 */
export async function startDaemon({
  program: [file, ...first],
  socket,
  logFile,
  arguments: more,
}: DaemonSettings): Promise<number> {
  const log = await open(logFile, 'a');
  try {
    const daemon = spawn(file, [...first, '--host', `unix://${socket}`, ...more], {
      detached: true,
      cwd: '/',
      stdio: ['ignore', log.fd, log.fd],
    });
    daemon.unref();
    let ending: string | undefined;
    daemon.once('error', (error) => {
      ending = error.message;
    });
    daemon.once('exit', (exitCode, signal) => {
      ending = `dockerd ended with ${exitCode ?? signal}`;
    });
    await untilItAnswers(
      socket,
      () => ending,
      () => readFile(logFile, 'utf8'),
    );
    return daemon.pid ?? 0;
  } finally {
    await log.close();
  }
}

async function untilItAnswers(
  socket: string,
  ending: () => string | undefined,
  log: () => Promise<string>,
): Promise<void> {
  const look = async (): Promise<Look<void>> => {
    if (await answers(socket)) return ready();
    const why = ending();
    if (why !== undefined) throw new Error(why);
    return notYet(`no answer at ${socket}`);
  };
  try {
    await until('The start of Docker Engine', look, startLimit);
  } catch (error) {
    throw notStarted(error instanceof Error ? error.message : String(error), await log());
  }
}

async function answers(socket: string): Promise<boolean> {
  try {
    await Engine.at({ kind: 'socket', path: socket }).ping(pingLimitMs);
    return true;
  } catch {
    return false;
  }
}

function notStarted(reason: string, log: string): SwitchoverError {
  const lines = log.trimEnd().split('\n').slice(-lastLineCount);
  return new SwitchoverError(
    'environment',
    `Docker Engine is installed but could not be started: ${reason}. A container that is not privileged, for one, ` +
      `cannot run it. Its last words:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}
