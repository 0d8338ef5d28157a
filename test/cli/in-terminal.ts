import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { notYet, ready } from '../../src/base/until.ts';
import { eventually } from '../eventually.ts';

const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** A terminal in which somebody types. */
export interface Terminal {
  readonly ended: Promise<{ readonly exitCode: number }>;
  /** Everything on the screen so far. */
  readonly screen: () => string;
  readonly type: (keys: string) => void;
  /** Resolves when this is on the screen. Rejects if the command ends without it. */
  readonly shows: (text: string | RegExp) => Promise<void>;
  /** Closes the window. */
  readonly close: () => void;
}

/**
 * Runs a line of shell in a terminal of its own, made by `script`, which every Debian has (package bsdutils). `$SWITCHOVER`
 * is the command line of this program, `$NODE` is Node.
 *
 * @param size undefined: the terminal does not know its size, as in many CI systems
 */
export function inTerminal(
  line: string,
  { size, environment = {} }: { size?: Size; environment?: Readonly<Record<string, string>> } = {},
): Terminal {
  const sized = size ? `stty rows ${size.rows} cols ${size.columns}; ${line}` : line;
  const subprocess = execa('script', ['--quiet', '--return', '--command', sized, '/dev/null'], {
    ...settings(),
    stdin: 'pipe',
    env: { ...settings().env, ...environment },
  });
  let screen = '';
  subprocess.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
  });
  let isOver = false;
  const ended = subprocess.then(({ exitCode }) => {
    isOver = true;
    return { exitCode: exitCode ?? -1 };
  });
  const has = (text: string | RegExp) =>
    typeof text === 'string' ? screen.includes(text) : text.test(screen);
  const shows = (text: string | RegExp) =>
    eventually(
      `"${text}" on the screen`,
      async () => {
        if (has(text)) return ready();
        if (isOver) throw new Error(`It ended without "${text}":\n${screen}`);
        return notYet(screen);
      },
      { timeoutMs: 60_000, intervalMs: 20 },
    );
  return {
    ended,
    screen: () => screen,
    type: (keys) => void subprocess.stdin.write(keys),
    shows,
    close: () => void subprocess.kill('SIGKILL'),
  };
}

/** Runs a line of shell to its end, such as a pipeline, without a terminal. It has to end within two minutes. */
export async function shell(
  line: string,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const {
    exitCode = -1,
    stdout,
    stderr,
    timedOut,
  } = await execa('sh', ['-c', line], { ...settings(), stdin: 'ignore' });
  if (timedOut) throw new Error(`${line} did not end:\n${stdout}\n${stderr}`);
  return { exitCode, stdout, stderr };
}

function settings() {
  const own = Object.keys(process.env).filter((name) => name.startsWith('SWITCHOVER_'));
  return {
    cwd: projectFolder,
    reject: false,
    timeout: 120_000,
    env: {
      ...Object.fromEntries(own.map((name) => [name, undefined])),
      COLUMNS: undefined,
      CI: undefined,
      SHELL: '/bin/sh',
      TERM: 'xterm',
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      NODE: process.execPath,
      SWITCHOVER: `${process.execPath} src/start/switchover.js`,
    },
  } as const;
}
