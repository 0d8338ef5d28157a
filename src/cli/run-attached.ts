import type { Readable, Writable } from 'node:stream';
import type { AttachedExec } from '../engine/containers/attached-exec.ts';
import type { Container } from '../engine/containers/container.ts';
import type { Engine } from '../engine/engine.ts';
import { followSize } from './terminal/follow-size.ts';
import { takeTerminal } from './terminal/own-terminal.ts';
import { whenReaderIsGone } from './terminal/reader.ts';

/** Time that a command has to end by itself after it was told to (ms). */
const farewellMs = 2_000;

/** What a command in a node is connected to. */
export interface Ends {
  readonly input: Readable;
  readonly stdout: Writable;
  /** Whether it gets a terminal where we have one. */
  readonly interactive: boolean;
}

/**
 * Runs a command in a node as if it ran here: it gets the signals that this process gets, and ends when nobody reads its
 * output any more, or when the terminal is closed.
 *
 * @returns its exit code
 */
export async function runAttached(
  engine: Engine,
  container: Container,
  command: readonly string[],
  { input, stdout, interactive }: Ends,
): Promise<number> {
  const gone = new AbortController();
  using _ = whenReaderIsGone(() => gone.abort());
  // A file, for instance, on a disk that is full.
  stdout.on('error', () => gone.abort());
  using terminal = interactive ? takeTerminal() : undefined;
  const starting = container.execAttached(command, {
    input,
    outputs: { stdout, stderr: process.stderr },
    ...(terminal && { terminal: { kind: terminal.kind, ...terminal.size() } }),
  });
  // Before it runs: a signal that comes meanwhile must not leave it behind.
  passOnSignals(starting, gone.signal);
  const running = await starting;
  if (terminal) followSize(terminal, running);
  return (await engine.whileThere(`wait for the end of ${command[0]}`, running.done)).exitCode;
}

/** @param gone aborts when nobody reads the output any more */
function passOnSignals(starting: Promise<AttachedExec>, gone: AbortSignal): void {
  // An engine that does not answer is noticed by who waits for the end of the command.
  const send = (signal: string) => void starting.then((running) => running.signal(signal)).catch(() => {});
  const end = (signal: string) => {
    send(signal);
    setTimeout(() => send('KILL'), farewellMs);
  };
  process.on('SIGINT', () => send('INT'));
  process.on('SIGTERM', () => end('TERM'));
  process.on('SIGHUP', () => end('HUP'));
  // As the kernel does it when both commands of a pipeline run on one machine.
  const onGone = () => end('PIPE');
  gone.addEventListener('abort', onGone);
  if (gone.aborted) onGone();
}
