import { deferred } from '../../base/deferred.ts';
import { commandLimitMs, type ExecResult } from '../containers/exec.ts';
import { EngineError } from '../engine-error.ts';
import type { Helper } from './helper.ts';
import {
  type JointCommand,
  type JointResult,
  jointLimitMs,
  jointScript,
  parseJointResults,
} from './joint-script.ts';

/** Runs commands without standard input in one container. */
export interface InContainer {
  /**
   * A command that fails is a result, not an error.
   *
   * @throws EngineError when it cannot be run, or has not ended in time
   */
  exec(command: readonly string[], options?: InContainerOptions): Promise<ExecResult>;
}

export interface InContainerOptions {
  /** Milliseconds that the command may take, as many as for any other command unless given. */
  readonly timeoutMs?: number;
}

/** A command that waits for the next script. */
interface Waiting extends JointCommand {
  readonly resolve: (result: ExecResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Runs commands in many containers as one script of a helper. An exec of the engine costs some 80 ms of a processor, and
 * entering the namespaces of a container 2 ms. Commands that are asked for at the same moment share a script, whose
 * results come together when the last of them has ended.
 *
 * A command gets no more capabilities than its container has. For short commands only: what they leave running ends with
 * the helper, and their environment is that of the helper. A command that is too late is ended.
 */
export class JointExec {
  readonly #helper: () => Promise<Helper>;
  readonly #program: string;
  #waiting: Waiting[] = [];

  /**
   * @param helper sees all processes of the engine's host, and may enter their namespaces
   * @param program of the first process of each container. A PID that belongs to another program is not entered: the
   * container has ended, and its PID was given away.
   */
  constructor(helper: () => Promise<Helper>, program: string) {
    this.#helper = helper;
    this.#program = program;
  }

  /** @param pid of the container's first process, on the engine's host */
  in(pid: number): InContainer {
    return {
      exec: (command, { timeoutMs = commandLimitMs } = {}) => {
        const { promise, resolve, reject } = deferred<ExecResult>();
        this.#waiting.push({ pid, command, limitMs: timeoutMs, resolve, reject });
        if (this.#waiting.length === 1) setImmediate(() => this.#run());
        return promise;
      },
    };
  }

  async #run(): Promise<void> {
    const commands = this.#waiting;
    this.#waiting = [];
    try {
      const helper = await this.#helper();
      const limitMs = jointLimitMs(commands) + scriptMs;
      const results = parseJointResults(await helper.run(jointScript(commands, this.#program), limitMs));
      for (const [number, command] of commands.entries()) settle(command, results.get(number));
    } catch (error) {
      for (const { reject } of commands) reject(error);
    }
  }
}

/** Milliseconds that the script itself may take, on a busy machine. */
const scriptMs = 60_000;

function settle({ command, limitMs, resolve, reject }: Waiting, result: JointResult | undefined): void {
  if (result !== undefined && result !== 'late') {
    resolve(result);
    return;
  }
  const reason = result ? `it took longer than ${limitMs / 1000} s` : 'the helper did not say how it ended';
  reject(new EngineError(`run "${command.join(' ')}"`, new Error(reason)));
}
