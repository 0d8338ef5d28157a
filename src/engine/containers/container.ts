import type { Container as DockerContainer } from 'dockerode';
import { notYet, ready, until } from '../../base/until.ts';
import type { Requests } from '../connection/requests.ts';
import { EngineError, isConflict, isNotFound } from '../engine-error.ts';
import type { Files } from './archive.ts';
import { type AttachedExec, type Attachment, executeAttached } from './attached-exec.ts';
import { readDirectory, readFile, writeFiles } from './container-files.ts';
import type { ContainerHandle } from './container-handle.ts';
import { followOutput, type LoggedLine, lastLogLines, readLog } from './container-output.ts';
import { type ContainerState, containerState } from './container-state.ts';
import { type ExecOptions, type ExecResult, execute, executeStreaming, type StreamingExec } from './exec.ts';
import type { OnLine } from './lines.ts';
import type { Subscription } from './streams.ts';

export interface FollowOptions {
  /** Where to begin with a container that was started before; default: the beginning. */
  readonly from?: 'beginning' | 'now';
}

/** One container on an engine. All methods throw EngineError when the engine refuses or does not answer. */
export class Container {
  readonly id: string;
  readonly name: string;
  readonly #requests: Requests;
  readonly #docker: DockerContainer;
  readonly #handle: ContainerHandle;
  #started: boolean;

  /** @param state whether it was started already; containers come from `Engine`, which knows */
  constructor(handle: ContainerHandle, state: { readonly started: boolean }) {
    this.id = handle.docker.id;
    this.name = handle.name;
    this.#handle = handle;
    this.#requests = handle.requests;
    this.#docker = handle.docker;
    this.#started = state.started;
  }

  async start(): Promise<void> {
    await this.#requests.make(`start ${this.name}`, 'change', (abortSignal) =>
      this.#docker.start({ abortSignal }),
    );
    this.#started = true;
  }

  async state(): Promise<ContainerState> {
    return this.#requests.make(`inspect ${this.name}`, 'question', async (abortSignal) =>
      containerState(await this.#docker.inspect({ abortSignal })),
    );
  }

  /** The PID of the container's first process on the engine's host, by which its namespaces are reached. */
  async pid(): Promise<number> {
    const { pid, status } = await this.state();
    if (pid === 0) throw new EngineError(`reach into ${this.name}`, new Error(`the container is ${status}`));
    return pid;
  }

  /** Sends a signal such as `SIGKILL` to the container's first process. */
  async kill(signal: string): Promise<void> {
    const action = `send ${signal} to ${this.name}`;
    await this.#requests.make(action, 'change', (abortSignal) => this.#docker.kill({ signal, abortSignal }));
  }

  /** Removes the container, running or not, and returns when it is gone. Does nothing when it is gone already. */
  async remove(): Promise<void> {
    try {
      await this.#requests.make(`remove ${this.name}`, 'change', (abortSignal) =>
        this.#docker.remove({ force: true, v: true, abortSignal }),
      );
    } catch (error) {
      if (isConflict(error)) await this.#untilGone();
      else if (!isNotFound(error)) throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.remove();
  }

  /** Seconds of one core that the container has used so far. */
  async processorSeconds(): Promise<number> {
    const action = `look at the processor time of ${this.name}`;
    const { cpu_stats } = await this.#requests.make(action, 'question', (abortSignal) => {
      // The declared type does not know that a request can be aborted.
      const once = { stream: false, 'one-shot': true, abortSignal } as const;
      return this.#docker.stats(once);
    });
    return cpu_stats.cpu_usage.total_usage / 1e9;
  }

  /** Runs a command and collects its output. */
  exec(command: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    return execute(this.#handle, command, options);
  }

  /** Starts a command that delivers its lines as they come and can be sent signals. Needs `sh` in the image. */
  execStreaming(command: readonly string[], onLine: OnLine): Promise<StreamingExec> {
    return executeStreaming(this.#handle, command, onLine);
  }

  /** Starts a command as if it ran here, connected to streams of this process. Needs `sh` in the image. */
  execAttached(command: readonly string[], attachment: Attachment): Promise<AttachedExec> {
    return executeAttached(this.#handle, command, attachment);
  }

  /**
   * Delivers the container's output line by line until the container ends: from its beginning, or only what is new.
   *
   * Before the start it attaches to the container, which loses nothing and has the least delay. Afterwards it has
   * to read the engine's log, which is limited in size and may have lost its beginning.
   */
  follow(onLine: OnLine, { from = 'beginning' }: FollowOptions = {}): Promise<Subscription> {
    const source = this.#started ? (from === 'now' ? 'end of log' : 'log') : 'attach';
    return followOutput(this.#handle, source, onLine);
  }

  /** Delivers the container's log with the time of each line, from its beginning. `follow`: until the container ends. */
  log(onLine: (line: LoggedLine) => void, options: { readonly follow: boolean }): Promise<Subscription> {
    return readLog(this.#handle, onLine, options);
  }

  /** The last lines that the container wrote, both outputs in the order in which they came. */
  lastLogLines(count: number): Promise<string[]> {
    return lastLogLines(this.#handle, count);
  }

  /** Puts files into the container, running or not. Missing directories are made, existing ones stay as they are. */
  writeFiles(files: Files): Promise<void> {
    return writeFiles(this.#handle, files);
  }

  /** A regular file of the container, running or not. */
  readFile(path: string): Promise<Buffer> {
    return readFile(this.#handle, path);
  }

  /** The regular files below a directory of the container, by their paths relative to it. */
  readDirectory(path: string): Promise<Map<string, Buffer>> {
    return readDirectory(this.#handle, path);
  }

  /** Another client, or the engine itself, is removing the container already. */
  async #untilGone(): Promise<void> {
    const look = async () => {
      try {
        return notYet(`it is ${(await this.state()).status}`);
      } catch (error) {
        if (isNotFound(error)) return ready();
        throw error;
      }
    };
    await until(`The removal of ${this.name}`, look, {
      kind: 'environment',
      timeoutMs: this.#requests.limits.change,
      intervalMs: 20,
    });
  }
}
