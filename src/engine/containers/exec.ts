import type { Container as DockerContainer, Exec } from 'dockerode';
import { deferred } from '../../base/deferred.ts';
import { type Look, notYet, ready, until } from '../../base/until.ts';
import { EngineError } from '../engine-error.ts';
import { demultiplexer } from './demultiplex.ts';
import type { Line } from './line.ts';
import { type OnLine, outputLines } from './lines.ts';
import { destroy, type OutputStream, subscribe } from './streams.ts';

export interface ExecOptions {
  /** Given to the command on standard input, which is then closed. */
  readonly input?: string | Buffer;
  /** Milliseconds until the command must have ended; 180 s unless given. It is not killed then, only no longer waited for. */
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
  /** Sends a signal such as `TERM`; a command that has ended already is no error. */
  readonly signal: (name: string) => Promise<void>;
}

/**
 * A signal to a process took more than 10 s on a two-core machine with a load of 25: two labs, and tests beside them. In
 * an emulated guest on such a machine, with a load of 18, a list of nftables took more than 60 s.
 */
const commandLimitMs = 180_000;

/**
 * Runs a command in a running container. That it fails is a result, not an error.
 *
 * @throws EngineError when it cannot be run, or has not ended in time
 */
export async function execute(
  line: Line,
  container: DockerContainer,
  name: string,
  command: readonly string[],
  { input, timeoutMs = commandLimitMs }: ExecOptions = {},
): Promise<ExecResult> {
  return line.call(`run "${command.join(' ')}" in ${name}`, timeoutMs, async (abortSignal) => {
    const exec = await container.exec(options(command, input !== undefined, abortSignal));
    const withInput = input !== undefined;
    const stream = await exec.start({ hijack: withInput, stdin: withInput, abortSignal });
    abortSignal.addEventListener('abort', () => destroy(stream), { once: true });
    if (withInput) stream.end(input);
    const output: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [] };
    await subscribe(
      stream,
      demultiplexer((from, bytes) => output[from].push(bytes)),
    ).done;
    return {
      exitCode: await exitCode(line, exec),
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
  line: Line,
  container: DockerContainer,
  name: string,
  command: readonly string[],
  onLine: OnLine,
): Promise<StreamingExec> {
  const action = `run "${command.join(' ')}" in ${name}`;
  const announced = ['sh', '-c', 'echo "$$"; exec "$@"', 'sh', ...command];
  const exec = await line.call(action, 'question', (abortSignal) =>
    container.exec(options(announced, false, abortSignal)),
  );
  const stream = await line.call(action, 'change', (abortSignal) => exec.start({ abortSignal }));
  const { promise: pid, resolve: announce } = deferred<number>();
  let first = true;
  const lines = outputLines((from, line) => {
    if (first && from === 'stdout') {
      first = false;
      announce(Number(line));
      return;
    }
    onLine(from, line);
  });
  const subscription = subscribe(stream, lines.push, lines.end);
  const done = subscription.done.then(async () => ({ exitCode: await exitCode(line, exec) }));
  const ended = done.then(({ exitCode }) => {
    throw new EngineError(action, new Error(`it ended at once with exit code ${exitCode}`));
  });
  const startedPid = await line.call(action, 'question', () => Promise.race([pid, ended]));
  ended.catch(() => {});
  const signal = async (signalName: string) => {
    await execute(line, container, name, ['sh', '-c', 'kill -s "$0" "$1"', signalName, String(startedPid)]);
  };
  return { pid: startedPid, done, signal };
}

function options(command: readonly string[], stdin: boolean, abortSignal: AbortSignal) {
  return { Cmd: [...command], AttachStdin: stdin, AttachStdout: true, AttachStderr: true, abortSignal };
}

/** The output may end before the engine has noticed that the process did. */
function exitCode(line: Line, exec: Exec): Promise<number> {
  return until('The end of a command', () => observeEnd(line, exec), {
    kind: 'environment',
    timeoutMs: 10_000,
    intervalMs: 5,
  });
}

async function observeEnd(line: Line, exec: Exec): Promise<Look<number>> {
  const { Running, ExitCode } = await line.call('ask how a command ended', 'question', (abortSignal) =>
    exec.inspect({ abortSignal }),
  );
  if (Running || ExitCode === null) return notYet('its output has ended, and the process is still there');
  return ready(ExitCode);
}
