import { readdir } from 'node:fs/promises';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type ExecaError, execa, type Options, type Result } from 'execa';
import { notYet, ready } from '../../src/base/until.ts';
import { eventually } from '../eventually.ts';

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));
/** Longer than any command takes on a slow machine. A command that hangs must fail its test, not the whole file. */
const commandLimitMs = 200_000;
const pollMs = 10;

export interface Ending {
  /** As in a shell: 128 plus the number of the signal, if a signal ended the command. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command. */
export interface Session {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Resolves when this text is on stderr. Rejects if the command ends without it. */
  readonly said: (text: string) => Promise<void>;
  /** Resolves to what matches on stdout, as soon as it does. Rejects if the command ends without it. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Runs the command line to its end, as a user would. It does not throw when the command fails.
 *
 * @param limitMs for engines that are far slower than this machine
 */
export function switchover(
  args: readonly string[],
  environment: Environment = {},
  limitMs: number = commandLimitMs,
): Promise<Ending> {
  return startSwitchover(args, environment, limitMs).ended;
}

/** Starts the command line as a process that gets only the signals that are sent to it. */
export function startSwitchover(
  args: readonly string[],
  environment: Environment = {},
  limitMs: number = commandLimitMs,
): Session {
  return startSwitchoverOf(projectFolder, args, environment, limitMs);
}

/** Does the same for a copy of the project in another folder. */
export function startSwitchoverOf(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
  limitMs: number = commandLimitMs,
): Session {
  const command = ['src/start/switchover.js', ...args];
  return start(process.execPath, command, { env: environment, cwd: folder, timeout: limitMs });
}

/** Starts `npm run lab` as a shell does, as a process group. A signal goes to the whole group, like Ctrl-C. */
export function startNpmRunLab(args: readonly string[]): Session {
  const session = start('npm', ['run', '--silent', 'lab', '--', ...args], { detached: true });
  return { ...session, signal: (name) => process.kill(-session.pid, name) };
}

/** How a command ends, with the milliseconds from now until then. */
export async function timed(ending: Promise<Ending>): Promise<Ending & { readonly milliseconds: number }> {
  const started = performance.now();
  return { ...(await ending), milliseconds: performance.now() - started };
}

/** Waits for the id of the run that was started with this folder for its results. */
export function runIn(runs: string): Promise<string> {
  return eventually(
    `A run in ${runs}`,
    async () => {
      const [id] = await readdir(runs);
      return id === undefined ? notYet('nothing') : ready(id);
    },
    { timeoutMs: commandLimitMs, intervalMs: pollMs },
  );
}

function start(program: string, args: readonly string[], options: Options): Session {
  // Without the user's own settings, and without colours, as in a log file.
  const own = Object.keys(process.env).filter((name) => name.startsWith('SWITCHOVER_'));
  const cleared = Object.fromEntries(own.map((name) => [name, undefined]));
  const subprocess = execa(program, args, {
    cwd: projectFolder,
    stdin: 'ignore',
    reject: false,
    timeout: commandLimitMs,
    ...options,
    env: { NO_COLOR: '1', FORCE_COLOR: undefined, ...cleared, ...options.env },
  });
  let stderr = '';
  subprocess.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let stdout = '';
  subprocess.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  let over: string | undefined;
  const ended = subprocess.then((result) => {
    over = describe(result);
    return ending(result);
  });
  const said = (text: string) =>
    eventually(
      `"${text}" of ${args.join(' ')}`,
      async () => {
        if (stderr.includes(text)) return ready();
        if (over !== undefined) throw new Error(`It ended without "${text}": ${over}`);
        return notYet(stderr);
      },
      { timeoutMs: commandLimitMs, intervalMs: pollMs },
    );
  const printed = (pattern: RegExp) =>
    eventually(
      `${pattern} of ${args.join(' ')}`,
      async () => {
        const match = pattern.exec(stdout)?.[0];
        if (match !== undefined) return ready(match);
        if (over !== undefined) throw new Error(`It ended without ${pattern}: ${over}`);
        return notYet(stderr);
      },
      { timeoutMs: commandLimitMs, intervalMs: pollMs },
    );
  const { pid } = subprocess;
  if (pid === undefined) throw new Error(`${program} could not be started.`);
  return { pid, ended, said, printed, signal: (name) => void subprocess.kill(name) };
}

type Finished = Result | ExecaError;

function ending({ exitCode, signal, stdout, stderr }: Finished): Ending {
  const killed = signal === undefined ? 0 : 128 + constants.signals[signal];
  return { exitCode: exitCode ?? killed, stdout: String(stdout), stderr: String(stderr) };
}

function describe({ exitCode, signal, stderr }: Finished): string {
  return `${signal ?? `exit code ${exitCode}`}\n${stderr}`;
}
