import { constants } from 'node:os';
import { execa } from 'execa';
import { parametersText } from '../../definition/fault-parameters.ts';
import type { EndedRun } from './attempt-ending.ts';
import type { SuiteCase } from './suite-case.ts';

export interface CaseRunner {
  /** What starts this very program: file and first arguments. */
  readonly program: readonly [string, ...string[]];
  readonly profile: string;
  readonly dataplane: string;
  /** Where the runs leave their results. */
  readonly folder: string;
  /** Aborted: the run is asked to tear its lab down, and waited for. */
  readonly signal: AbortSignal;
  /** Further options of `run`. */
  readonly options?: readonly string[];
  /** Milliseconds that the run may take; an hour unless given. */
  readonly limitMs?: number;
  /** Told of every line of progress. */
  readonly onProgress?: (line: string) => void;
}

/** Options of `run` that a case decides, or that have no place in a suite, whatever the person's environment says. */
const notInherited = [
  'SWITCHOVER_TARGET',
  'SWITCHOVER_WITH',
  'SWITCHOVER_EXPECT',
  'SWITCHOVER_KEEP',
  'SWITCHOVER_DRY_RUN',
];

/** Longer than any case takes: the slowest has two trials with Azure's timers, some ten minutes each. */
const usualLimitMs = 60 * 60_000;

/** Of the program's exit codes: the lab did not become ready, or broke. */
const labBroke = 4;

/** Runs a case as a process of its own, to its end. That it fails is a result. */
export async function runCase(
  { asked, fault, target, with: parameters }: Pick<SuiteCase, 'asked' | 'fault' | 'target' | 'with'>,
  {
    program,
    profile,
    dataplane,
    folder,
    signal,
    options = [],
    limitMs = usualLimitMs,
    onProgress,
  }: CaseRunner,
): Promise<EndedRun> {
  const [file, ...first] = program;
  const how = parametersText(parameters);
  const args = [
    ...['run', asked, '--fault', fault, ...(target === undefined ? [] : ['--target', target])],
    ...(how === '' ? [] : ['--with', how]),
    ...['--profile', profile, '--dataplane', dataplane, '--format', 'json', '--runs', folder],
    ...options,
  ];
  const startedAt = new Date();
  const started = performance.now();
  const subprocess = execa(file, [...first, ...args], {
    stdin: 'ignore',
    reject: false,
    // A group of its own: Ctrl-C in a terminal would reach it beside the signal sent below, and to be asked
    // twice means not to tear the lab down.
    detached: true,
    timeout: limitMs,
    // However long the lab takes to go.
    forceKillAfterDelay: false,
    env: {
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      ...Object.fromEntries(notInherited.map((name) => [name, undefined])),
    },
  });
  const interrupt = () => void subprocess.kill('SIGINT');
  if (signal.aborted) interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    if (onProgress) for await (const line of subprocess.iterable({ from: 'stderr' })) onProgress(line);
    const ended = await subprocess;
    const { stdout, stderr } = ended;
    const times = { startedAt, seconds: (performance.now() - started) / 1000 };
    if (ended.timedOut) {
      const said = `${stderr}\nIt did not end within ${limitMs / 60_000} minutes, and was interrupted.`;
      return { exitCode: labBroke, stdout: '', stderr: said, ...times };
    }
    if (subprocess.pid === undefined) {
      return { exitCode: labBroke, stdout: '', stderr: ended.originalMessage ?? '', ...times };
    }
    const killed = ended.signal === undefined ? 0 : 128 + constants.signals[ended.signal];
    return { exitCode: ended.exitCode ?? killed, stdout, stderr, ...times };
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
