import { PassThrough, Writable } from 'node:stream';
import type { TerminalSize } from '../../engine/containers/attached-exec.ts';
import type { Container } from '../../engine/containers/container.ts';
import type { LookUp } from '../protocol/terminal.ts';

/** A shell that runs behind a terminal. */
export interface Shell {
  /** What people look up in its node. */
  readonly commands: readonly LookUp[];
  /** Types something. */
  readonly type: (text: string) => void;
  readonly resize: (size: TerminalSize) => Promise<void>;
  /** Ends it, and what runs in it. */
  readonly end: () => Promise<void>;
  /** Settles when it has ended: whether by itself, or with its node. */
  readonly done: Promise<'shell' | 'node'>;
}

/** @param taken to be called when the bytes are dealt with; until then the shell may have to wait */
export type OnOutput = (bytes: Buffer, taken: () => void) => void;

/** Starts a shell with a terminal. */
export type StartShell = (node: string, size: TerminalSize, onOutput: OnOutput) => Promise<Shell>;

/** Typed text that a shell has not read yet, at most. More is lost, as with a real terminal. */
const mostTyped = 2 ** 20;

/** Time that a shell has to end after it was told to (ms). */
const farewellMs = 2_000;

/**
 * Starts a learner's shell in a node.
 *
 * @param commands what people look up there
 * @throws EngineError when it cannot be started
 */
export async function startShell(
  container: Container,
  size: TerminalSize,
  onOutput: OnOutput,
  commands: readonly LookUp[] = [],
): Promise<Shell> {
  const input = new PassThrough();
  const output = new Writable({ write: (bytes: Buffer, _, taken) => onOutput(bytes, taken) });
  const running = await container.execAttached(['switchover-shell'], {
    input,
    outputs: { stdout: output, stderr: output },
    terminal: { kind: 'xterm-256color', ...size },
  });
  const ended = running.done.then(
    ({ exitCode }) => exitCode !== killed,
    () => false,
  );
  return {
    commands,
    type: (text) => {
      if (input.writableLength + text.length < mostTyped) input.write(text);
    },
    resize: (wanted) => running.resize(wanted),
    end: async () => {
      await running.signal('HUP');
      const timer = setTimeout(() => void running.signal('KILL').catch(() => {}), farewellMs);
      await ended;
      clearTimeout(timer);
    },
    done: ended.then(async (byItself) => (byItself && (await isRunning(container)) ? 'shell' : 'node')),
  };
}

/** 128 and SIGKILL: so end the processes of a container that is removed, while the engine still calls it running. */
const killed = 137;

const isRunning = (container: Container): Promise<boolean> =>
  container.state().then(
    ({ running }) => running,
    () => false,
  );
