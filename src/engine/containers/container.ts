import { posix } from 'node:path';
import type { Container as DockerContainer } from 'dockerode';
import { notYet, ready, until } from '../../base/until.ts';
import { EngineError, isConflict, isNotFound } from '../engine-error.ts';
import { type Files, packFiles, unpackFiles } from './archive.ts';
import { type ExecOptions, type ExecResult, execute, executeStreaming, type StreamingExec } from './exec.ts';
import type { Line } from './line.ts';
import { type OnLine, outputLines } from './lines.ts';
import { type Subscription, subscribe } from './streams.ts';

export interface ContainerState {
  readonly status: string;
  readonly running: boolean;
  /** In the engine host's PID namespace; 0 when it does not run. */
  readonly pid: number;
  /** Of the last time that it ran; 0 while it runs. */
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** Why the engine could not start it; empty otherwise. */
  readonly error: string;
}

/** One container on an engine. All methods throw EngineError when the engine refuses or does not answer. */
export class Container {
  readonly id: string;
  readonly name: string;
  readonly #line: Line;
  readonly #docker: DockerContainer;
  #started: boolean;

  /** Containers come from `Engine`; `state` is what is known of this one when it is met. */
  constructor(line: Line, docker: DockerContainer, name: string, state: { readonly started: boolean }) {
    this.id = docker.id;
    this.name = name;
    this.#line = line;
    this.#docker = docker;
    this.#started = state.started;
  }

  async start(): Promise<void> {
    await this.#line.call(`start ${this.name}`, 'change', (abortSignal) =>
      this.#docker.start({ abortSignal }),
    );
    this.#started = true;
  }

  async state(): Promise<ContainerState> {
    const { State } = await this.#line.call(`inspect ${this.name}`, 'question', (abortSignal) =>
      this.#docker.inspect({ abortSignal }),
    );
    return {
      status: State.Status,
      running: State.Running,
      pid: State.Pid,
      exitCode: State.ExitCode,
      outOfMemory: State.OOMKilled,
      error: State.Error,
    };
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
    await this.#line.call(action, 'change', (abortSignal) => this.#docker.kill({ signal, abortSignal }));
  }

  /** Removes the container, running or not. Fine when it is gone already; returns when it is gone. */
  async remove(): Promise<void> {
    try {
      await this.#line.call(`remove ${this.name}`, 'change', (abortSignal) =>
        this.#docker.remove({ force: true, v: true, abortSignal }),
      );
    } catch (error) {
      if (isConflict(error)) await this.#gone();
      else if (!isNotFound(error)) throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.remove();
  }

  /** Seconds of one core that the container has used so far. */
  async processorSeconds(): Promise<number> {
    const { cpu_stats } = await this.#line.call(
      `look at the processor time of ${this.name}`,
      'question',
      (abortSignal) => {
        // The declared type does not know that a request can be given up.
        const once = { stream: false, 'one-shot': true, abortSignal } as const;
        return this.#docker.stats(once);
      },
    );
    return cpu_stats.cpu_usage.total_usage / 1e9;
  }

  /** Runs a command and collects its output. */
  exec(command: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    return execute(this.#line, this.#docker, this.name, command, options);
  }

  /** Starts a command whose lines are delivered as they come, and which can be sent signals. Needs `sh` in the image. */
  execStreaming(command: readonly string[], onLine: OnLine): Promise<StreamingExec> {
    return executeStreaming(this.#line, this.#docker, this.name, command, onLine);
  }

  /**
   * Delivers the container's output from its beginning on, line by line, until the container ends.
   *
   * Before the start it attaches to the container, which loses nothing and has the least delay. Afterwards it has
   * to read the engine's log, which begins no earlier than the log's capped size.
   */
  async follow(onLine: OnLine): Promise<Subscription> {
    const lines = outputLines(onLine);
    if (this.#started) {
      const log = await this.#line.call(`read the log of ${this.name}`, 'question', (abortSignal) =>
        this.#docker.logs({ follow: true, stdout: true, stderr: true, abortSignal }),
      );
      return subscribe(log, lines.push, lines.end);
    }
    const attached = await this.#line.call(`attach to ${this.name}`, 'question', (abortSignal) =>
      this.#docker.attach({
        hijack: true,
        stream: true,
        stdout: true,
        stderr: true,
        abortSignal,
      }),
    );
    return subscribe(attached, lines.push, lines.end);
  }

  /** The last lines that the container wrote, both outputs in the order in which they came. */
  async lastLogLines(count: number): Promise<string[]> {
    const log = await this.#line.call(`read the log of ${this.name}`, 'question', (abortSignal) =>
      this.#docker.logs({ stdout: true, stderr: true, tail: count, abortSignal }),
    );
    const collected: string[] = [];
    const lines = outputLines((_, line) => collected.push(line));
    lines.push(log);
    lines.end();
    return collected;
  }

  /** Puts files into the container, running or not. Missing directories are made, existing ones stay as they are. */
  async writeFiles(files: Files): Promise<void> {
    if (files.size === 0) return;
    const archive = await packFiles(files);
    await this.#line.call(`write ${files.size} files into ${this.name}`, 'transfer', (abortSignal) =>
      this.#docker.putArchive(archive, { path: '/', abortSignal }),
    );
  }

  /** A regular file of the container, running or not. */
  async readFile(path: string): Promise<Buffer> {
    const content = (await this.#archive(path)).get(posix.basename(path));
    if (content === undefined)
      throw new EngineError(`read ${path} of ${this.name}`, new Error('it is no regular file'));
    return content;
  }

  /** The regular files below a directory of the container, by their paths relative to it. */
  async readDirectory(path: string): Promise<Map<string, Buffer>> {
    const files = await this.#archive(path);
    // The archive's names begin with the directory's own.
    const prefix = `${posix.basename(path)}/`;
    return new Map([...files].map(([name, content]) => [name.slice(prefix.length), content]));
  }

  #archive(path: string): Promise<Map<string, Buffer>> {
    return this.#line.call(`read ${path} of ${this.name}`, 'transfer', (abortSignal) => {
      const look = async () => {
        const files = await unpackFiles(await this.#docker.getArchive({ path, abortSignal }));
        return files ? ready(files) : notYet('the engine sends an empty archive');
      };
      // Podman 4.3 sends one, and calls that a success, when it cleans up at that moment after a container that has
      // ended (seen once in five times, on a busy machine).
      return until(`Reading ${path} of ${this.name}`, look, {
        kind: 'environment',
        timeoutMs: this.#line.limits.question,
        intervalMs: 50,
      });
    });
  }

  /** Another client, or the engine itself, is removing the container already. */
  async #gone(): Promise<void> {
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
      timeoutMs: this.#line.limits.change,
      intervalMs: 20,
    });
  }
}
