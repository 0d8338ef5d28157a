import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wantsJson } from '../../src/cli/error-format.ts';
import { commandNamed } from '../../src/cli/words/command-named.ts';
import { inProcess } from '../cli/in-process.ts';
import type { Ending } from '../cli/switchover.ts';
import type { CommandLine } from './any-command-line.ts';
import type { FuzzPart } from './fuzz.ts';

// listr2 and commander must not be loaded before the output of the process can be caught.
const { program } = await import('../../src/cli/program.ts');
const { anyCommandLine, files } = await import('./any-command-line.ts');

/** Command lines, with their environment and their files, where no engine is. */
export const commandLines: FuzzPart<CommandLine> = {
  what: 'command lines',
  cases: 500,
  inputs: anyCommandLine,
  check: async (input) => {
    const { around, folder } = place();
    const before = process.cwd();
    process.chdir(folder);
    try {
      const ending = await inProcess(input.words, { ...around, ...input.environment });
      const wrong = objections(input, ending);
      if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\n${JSON.stringify(ending, undefined, 2)}`);
    } finally {
      process.chdir(before);
    }
  },
  show: (input) => JSON.stringify(input),
};

interface Place {
  readonly folder: string;
  /** What the environment of each command line has. */
  readonly around: Readonly<Record<string, string>>;
}

let made: Place | undefined;

/** The folder in which all command lines are performed, until the process ends. */
function place(): Place {
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), 'switchover-fuzz-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'run'));
  made = { folder, around: { DOCKER_HOST: `unix://${join(folder, 'missing.sock')}`, TMPDIR: folder } };
  return made;
}

/** What is wrong with how a command line ended. */
function objections({ words, environment }: CommandLine, { exitCode, stdout, stderr }: Ending): string[] {
  const given = [...words, ...Object.values(environment)].join('\n');
  const asJson = wantsJson(words, environment) && hasFormat(words);
  const isError = exitCode === 2 || exitCode === 5;
  const all: readonly (readonly [isWrong: boolean, what: string])[] = [
    [![0, 1, 2, 3, 5].includes(exitCode), `the exit code is ${exitCode}`],
    [exitCode !== 0 && stderr === '' && stdout === '', 'there is no message'],
    [isError && !asJson && stdout !== '', 'an error has output on stdout'],
    [isError && asJson && !isErrorLine(stdout, exitCode), 'stdout is not one line of JSON'],
    ...foreignWords.map((one) => [one.test(stderr) && !one.test(given), `stderr has ${one}`] as const),
    [invisible.test(stderr), 'stderr has characters that a terminal takes for commands'],
  ];
  return all.flatMap(([isWrong, what]) => (isWrong ? [what] : []));
}

const hasFormat = (words: readonly string[]) =>
  commandNamed(program, words)?.options.some(({ long }) => long === '--format') ?? true;

function isErrorLine(stdout: string, exitCode: number): boolean {
  if (stdout.includes('\n')) return false;
  const { error } = JSON.parse(stdout);
  return error.exitCode === exitCode && typeof error.message === 'string' && error.message !== '';
}

/** Words of libraries, of the language and of the system that no message of ours has. */
const foreignWords = [
  / {4}at /,
  /object Object/,
  /\bNaN\b/,
  /\bundefined\b/,
  /TypeError|ZodError|SyntaxError/,
  /Invalid input|Unrecognized key|expected \w+, received/,
  /\b(?!ENOENT \S+missing\.sock)E[A-Z]{4,}[:,]/,
  /in JSON at position/,
];

const invisible = /\p{Cf}|(?![\n\t])\p{Cc}/u;
