import { shellWord } from '../../base/shell-word.ts';
import type { ExecResult } from '../containers/exec.ts';

/** A command for the container whose first process has this PID. */
export interface JointCommand {
  readonly pid: number;
  readonly command: readonly string[];
  readonly limitMs: number;
}

/** How a command ended; `late`: it was ended after its limit. */
export type JointResult = ExecResult | 'late';

/** Commands that run side by side. Each takes three processes of the helper, which has 4096 of them and 2 GiB. */
const laneCount = 100;

/** Runs all commands, and prints a line for each: its number, its exit code and, in base64, its two outputs. */
export function jointScript(commands: readonly JointCommand[], program: string): string {
  return [
    // The only place that can be written to.
    'folder=$(mktemp -d -p /dev/shm)',
    'cd "$folder"',
    '# run NUMBER PID MILLISECONDS COMMAND...',
    'run() {',
    '  number=$1 pid=$2 limit=$3',
    '  shift 3',
    `  switchover-enter "$pid" ${shellWord(program)} "$limit" "$@" >out$number 2>err$number 3>end$number && code=0 || code=$?`,
    '  read -r end <end$number || end=$code',
    '  echo "$number:$end:$(base64 -w0 out$number):$(base64 -w0 err$number)" >result$number',
    '  rm out$number err$number end$number',
    '}',
    ...lanesOf(commands).map((lane) => `{\n${lane.map(runLine).join('\n')}\n} &`),
    'wait',
    // A command that could not even be started has no file.
    'cat result* || true',
    'cd / && rm -r "$folder"',
    '',
  ].join('\n');
}

/** How long the commands may take, in milliseconds: those of a lane run one after the other. */
export const jointLimitMs = (commands: readonly JointCommand[]): number =>
  Math.max(
    ...lanesOf(commands).map((lane) => lane.reduce((sum, [, { limitMs }]) => sum + limitMs + killMs, 0)),
  );

/** Between the limit of a command and its SIGKILL. */
const killMs = 5000;

/** The results by the numbers of their commands. */
export function parseJointResults(output: string): ReadonlyMap<number, JointResult> {
  const lines = output.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [number, end, stdout = '', stderr = ''] = line.split(':');
      const result = { exitCode: Number(end), stdout: decoded(stdout), stderr: decoded(stderr) };
      return [Number(number), end === 'late' ? 'late' : result] as const;
    }),
  );
}

type Numbered = readonly [number: number, command: JointCommand];

function lanesOf(commands: readonly JointCommand[]): Numbered[][] {
  const numbered = [...commands.entries()];
  const lanes = Math.min(laneCount, commands.length);
  return Array.from({ length: lanes }, (_, lane) => numbered.filter(([number]) => number % lanes === lane));
}

const runLine = ([number, { pid, limitMs, command }]: Numbered): string =>
  `run ${number} ${pid} ${Math.max(1, Math.round(limitMs))} ${command.map(shellWord).join(' ')}`;

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString();
