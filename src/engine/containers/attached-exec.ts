import type { Readable, Writable } from 'node:stream';
import { deferred } from '../../base/deferred.ts';
import type { ContainerHandle } from './container-handle.ts';
import { demultiplexer } from './demultiplex.ts';
import { announced, announcing, type StreamingExec } from './exec.ts';
import { type OutputStream, subscribe } from './streams.ts';

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** What a command in a container is connected to. */
export interface Attachment {
  /** Its standard input, until that ends. */
  readonly input: Readable;
  /** Where its outputs go. While one of them is full, the command has to wait. */
  readonly outputs: Readonly<Record<OutputStream, Writable>>;
  /** The command gets a terminal of this size and kind (such as `xterm`). All of its output goes to stdout then. */
  readonly terminal?: TerminalSize & { readonly kind: string };
}

/** A command that is connected to streams of this process. */
export interface AttachedExec extends StreamingExec {
  /** Tells the command that its terminal has another size now. */
  readonly resize: (size: TerminalSize) => Promise<void>;
}

/** Gives the terminal its size before the command starts. */
const sizing = 'stty rows "$1" cols "$2"; shift 2';

/**
 * Starts a command in a running container as if it ran here.
 *
 * @throws EngineError when the command cannot be started
 */
export async function executeAttached(
  container: ContainerHandle,
  command: readonly string[],
  { input, outputs, terminal }: Attachment,
): Promise<AttachedExec> {
  const { requests, docker, name } = container;
  const action = `run "${command.join(' ')}" in ${name}`;
  const Tty = terminal !== undefined;
  const size = terminal ? [String(terminal.rows), String(terminal.columns)] : [];
  const script = terminal ? `${sizing}; ${announcing}` : announcing;
  const exec = await requests.make(action, 'question', (abortSignal) =>
    docker.exec({
      Cmd: ['sh', '-c', script, 'sh', ...size, ...command],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty,
      ...(terminal && { Env: [`TERM=${terminal.kind}`] }),
      abortSignal,
    }),
  );
  const stream = await requests.make(action, 'change', (abortSignal) =>
    exec.start({ hijack: true, stdin: true, Tty, abortSignal }),
  );
  const announcement = deferred<number>();
  const write = (to: OutputStream, bytes: Buffer) => writeTo(outputs[to], bytes, stream);
  const onOutput = afterFirstLine((line) => announcement.resolve(Number(line)), write);
  const push = Tty ? (bytes: Buffer) => onOutput('stdout', bytes) : demultiplexer(onOutput);
  const subscription = subscribe(stream, push);
  const running = await announced(container, exec, {
    action,
    pid: announcement.promise,
    outputEnd: subscription.done,
  });
  // The command may end before it has read everything.
  stream.on('error', () => {});
  input.on('error', () => stream.end());
  input.pipe(stream);
  void running.done.finally(() => input.unpipe(stream)).catch(() => {});
  return {
    ...running,
    resize: async ({ rows, columns }) => {
      await requests.make(`resize the terminal of a command in ${name}`, 'question', (abortSignal) =>
        exec.resize({ h: rows, w: columns, abortSignal }),
      );
    },
  };
}

/** Writes if somebody still reads, and lets the source wait while the output is full. */
function writeTo(output: Writable, bytes: Buffer, source: NodeJS.ReadableStream): void {
  const isOpen = () => !output.destroyed && output.errored === null;
  if (!isOpen() || output.write(bytes) || !isOpen()) return;
  // Bytes that had been read before the pause still come.
  if (source.isPaused()) return;
  source.pause();
  const resume = () => {
    for (const event of ['drain', 'close', 'error']) output.off(event, resume);
    source.resume();
  };
  for (const event of ['drain', 'close', 'error']) output.on(event, resume);
}

/** Takes the first line of stdout out of the outputs of a command. */
function afterFirstLine(
  onFirstLine: (line: string) => void,
  onOutput: (stream: OutputStream, bytes: Buffer) => void,
): (stream: OutputStream, bytes: Buffer) => void {
  let start: Buffer | undefined = Buffer.alloc(0);
  return (stream, bytes) => {
    if (start === undefined || stream === 'stderr') return onOutput(stream, bytes);
    start = Buffer.concat([start, bytes]);
    const end = start.indexOf('\n');
    if (end < 0) return;
    onFirstLine(start.subarray(0, end).toString());
    const rest = start.subarray(end + 1);
    start = undefined;
    if (rest.length > 0) onOutput(stream, rest);
  };
}
