import type { Exec } from 'dockerode';
import { deferred } from '../../base/deferred.ts';
import { EngineError } from '../engine-error.ts';
import type { ContainerHandle } from './container-handle.ts';
import { demultiplexer } from './demultiplex.ts';
import { execEnd, signalScript } from './exec-process.ts';
import { type OnLine, outputLines } from './lines.ts';
import { destroy, type OutputStream, subscribe } from './streams.ts';

export interface ExecOptions {
  /** Given to the command on standard input, which is then closed. */
  readonly input?: string | Buffer;
  /** Milliseconds that the command may take; 180 s unless given. Afterwards it runs on, and nothing waits for it. */
  readonly timeoutMs?: number;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs in a container until it ends or is sent a signal. */
export interface StreamingExec {
  /** As seen in the container's own PID namespace. */
  readonly pid: number;
  /** Settles when the command has ended and its last line was delivered. */
  readonly done: Promise<{ readonly exitCode: number }>;
  /** Sends a signal such as `TERM`. Does nothing when the command has ended already. */
  readonly signal: (name: string) => Promise<void>;
}

/**
 * A signal to a process took more than 10 s on a two-core machine with a load of 25: two labs, and tests beside them. In
 * an emulated guest on such a machine, with a load of 18, a list of nftables took more than 60 s.
 */
export const commandLimitMs = 180_000;

/**
 * Runs a command in a running container. A command that fails is a result, not an error.
 *
 * @throws EngineError when it cannot be run, or has not ended in time
 */
export async function execute(
  { requests, docker, name }: ContainerHandle,
  command: readonly string[],
  { input, timeoutMs = commandLimitMs }: ExecOptions = {},
): Promise<ExecResult> {
  return requests.make(`run "${command.join(' ')}" in ${name}`, timeoutMs, async (abortSignal) => {
    const withInput = input !== undefined;
    const exec = await docker.exec(options(command, withInput, abortSignal));
    const stream = await exec.start({ hijack: withInput, stdin: withInput, abortSignal });
    abortSignal.addEventListener('abort', () => destroy(stream), { once: true });
    if (withInput) stream.end(input);
    const output: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [] };
    const collect = demultiplexer((from, bytes) => output[from].push(bytes));
    await subscribe(stream, collect).done;
    return {
      exitCode: await execEnd(requests, exec),
      stdout: Buffer.concat(output.stdout).toString(),
      stderr: Buffer.concat(output.stderr).toString(),
    };
  });
}

/**
 * Starts a command in a running container and delivers its lines as they come.
 *
 * The engine's API can neither signal a command nor tell its PID inside the container. So a shell prints its own
 * PID first and then becomes the command, and a signal is a second command: that also works on an engine elsewhere.
 *
 * @throws EngineError when the command cannot be started
 */
export async function executeStreaming(
  container: ContainerHandle,
  command: readonly string[],
  onLine: OnLine,
): Promise<StreamingExec> {
  const { requests, docker, name } = container;
  const action = `run "${command.join(' ')}" in ${name}`;
  const script = ['sh', '-c', announcing, 'sh', ...command];
  const exec = await requests.make(action, 'question', (abortSignal) =>
    docker.exec(options(script, false, abortSignal)),
  );
  const stream = await requests.make(action, 'change', (abortSignal) => exec.start({ abortSignal }));
  const announcement = deferred<number>();
  let isAnnounced = false;
  const lines = outputLines((from, line) => {
    if (isAnnounced || from === 'stderr') return onLine(from, line);
    isAnnounced = true;
    announcement.resolve(Number(line));
  });
  const subscription = subscribe(stream, lines.push, lines.end);
  return announced(container, exec, { action, pid: announcement.promise, outputEnd: subscription.done });
}

/** A script of a shell that prints its own PID, and becomes the command. */
export const announcing = 'echo "$$"; exec "$@"';

interface Announced {
  readonly action: string;
  /** Resolves with the PID that was printed. */
  readonly pid: Promise<number>;
  /** Settles when the output has ended. */
  readonly outputEnd: Promise<void>;
}

/** A command that was started with {@link announcing}, as soon as its PID is known. */
export async function announced(
  container: ContainerHandle,
  exec: Exec,
  { action, pid: said, outputEnd }: Announced,
): Promise<StreamingExec> {
  const { requests } = container;
  const done = outputEnd.then(async () => ({ exitCode: await execEnd(requests, exec) }));
  const ended = done.then(({ exitCode }) => {
    throw new EngineError(action, new Error(`it ended at once with exit code ${exitCode}`));
  });
  const pid = await requests.make(action, 'question', () => Promise.race([said, ended]));
  ended.catch(() => {});
  const signal = async (name: string) => {
    await execute(container, signalScript(pid, name));
  };
  return { pid, done, signal };
}

function options(command: readonly string[], stdin: boolean, abortSignal: AbortSignal) {
  return { Cmd: [...command], AttachStdin: stdin, AttachStdout: true, AttachStderr: true, abortSignal };
}
