import { deferred } from '../../base/deferred.ts';
import type { Container } from '../containers/container.ts';
import type { ExecOptions, ExecResult } from '../containers/exec.ts';
import { EngineError } from '../engine-error.ts';
import type { Helper } from './helper.ts';

/** Runs a command in one container, as the container itself does. */
export type InContainer = Pick<Container, 'exec'>;

/** A command that waits for the next script. */
interface Order {
  readonly pid: number;
  readonly command: readonly string[];
  readonly limitSeconds: number;
  readonly resolve: (result: ExecResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Runs commands in many containers as one script of a helper. An exec of the engine costs some 80 ms of a processor, and
 * entering the namespaces of a container 2 ms. Commands that are asked for at the same moment share a script, whose
 * results come together when the last of them has ended.
 *
 * For short commands only, without standard input: what they leave running ends with the helper, and their environment
 * is that of the helper.
 */
export class JointExec {
  readonly #helper: () => Promise<Helper>;
  readonly #program: string;
  #orders: Order[] = [];

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
      exec: (command, { timeoutMs = usualLimitMs }: ExecOptions = {}) => {
        const { promise, resolve, reject } = deferred<ExecResult>();
        this.#orders.push({ pid, command, limitSeconds: timeoutMs / 1000, resolve, reject });
        if (this.#orders.length === 1) setImmediate(() => this.#run());
        return promise;
      },
    };
  }

  async #run(): Promise<void> {
    const orders = this.#orders;
    this.#orders = [];
    try {
      const helper = await this.#helper();
      const longest = Math.max(...orders.map(({ limitSeconds }) => limitSeconds));
      const { stdout } = await helper.run(
        jointScript(orders, this.#program),
        (longest + scriptSeconds) * 1000,
      );
      const results = parseResults(stdout);
      for (const [index, { resolve, reject }] of orders.entries()) {
        const result = results[index];
        if (result) resolve(result);
        else reject(new EngineError('run a command', new Error('the helper did not say how it ended')));
      }
    } catch (error) {
      for (const { reject } of orders) reject(error);
    }
  }
}

/** Seconds that the script itself may take, on a busy machine. */
const scriptSeconds = 60;
const usualLimitMs = 60_000;

/** All commands side by side, and then a line for each: its exit code and, in base64, its two outputs. */
function jointScript(orders: readonly Order[], program: string): string {
  return [
    'folder=$(mktemp -d)',
    'cd "$folder"',
    '# run NUMBER PID SECONDS COMMAND...',
    'run() {',
    '  number=$1 pid=$2 seconds=$3',
    '  shift 3',
    `  if [ "$(readlink "/proc/$pid/exe")" = ${word(program)} ]; then`,
    '    timeout "$seconds" nsenter --target "$pid" --mount --uts --ipc --net --pid -- "$@" >out$number 2>err$number',
    '  else',
    '    echo "it has ended" >err$number',
    '    false',
    '  fi && code=0 || code=$?',
    '  touch out$number',
    '  echo "$code:$(base64 -w0 out$number):$(base64 -w0 err$number)" >result$number',
    '}',
    ...orders.map(
      ({ pid, limitSeconds, command }, index) =>
        `run ${index} ${pid} ${limitSeconds} ${command.map(word).join(' ')} &`,
    ),
    'wait',
    ...orders.map((_, index) => `cat result${index}`),
    'cd / && rm -r "$folder"',
    '',
  ].join('\n');
}

/** A word of a shell command. */
const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const parseResults = (output: string): ExecResult[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [code, stdout = '', stderr = ''] = line.split(':');
      return { exitCode: Number(code), stdout: decoded(stdout), stderr: decoded(stderr) };
    });

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString();
