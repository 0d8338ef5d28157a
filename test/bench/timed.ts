import { execa, type Options } from 'execa';

export interface Timed {
  /** From the start of the program to its end, by the monotonic clock. */
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and measures how long that takes. Throws if the program fails. */
export async function timed(program: string, args: readonly string[], options: Options = {}): Promise<Timed> {
  const started = performance.now();
  const { stdout, stderr } = await execa(program, args, { stdin: 'ignore', timeout: 300_000, ...options });
  return { milliseconds: performance.now() - started, stdout: String(stdout), stderr: String(stderr) };
}
