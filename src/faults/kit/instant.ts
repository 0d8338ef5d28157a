import type { Lab } from '../../lab/lab.ts';
import { FaultError } from './fault.ts';

/** An instant, known to lie between two stamps in nanoseconds of the engine kernel's CLOCK_MONOTONIC. */
export interface Instant {
  readonly before: number;
  readonly after: number;
}

/** Its best estimate, in nanoseconds. */
export const middleOf = ({ before, after }: Instant): number => (before + after) / 2;

/** Something that took several instants, as one. */
export const spanOf = (instants: readonly Instant[]): Instant => ({
  before: Math.min(...instants.map(({ before }) => before)),
  after: Math.max(...instants.map(({ after }) => after)),
});

/**
 * Runs a shell script in a node, up to the first command that fails.
 *
 * @returns what it printed
 * @throws FaultError with what it wrote to standard error
 */
export async function runScript(lab: Lab, node: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await lab.node(node).container.exec(['sh', '-euc', script]);
  if (exitCode !== 0) {
    throw new FaultError(
      `On ${node} a script ended with ${exitCode}: ${`${stderr}${stdout}`.trim() || script}`,
    );
  }
  return stdout;
}

/** The same between two stamps. What the script prints is lost. */
export async function stampedScript(lab: Lab, node: string, script: string): Promise<Instant> {
  const output = await runScript(lab, node, `switchover-stamp\n{\n${script}\n} >/dev/null\nswitchover-stamp`);
  const [before, after] = output.trim().split('\n').map(Number);
  if (before === undefined || after === undefined || Number.isNaN(before + after)) {
    throw new FaultError(`The script on ${node} was not stamped: ${output}`);
  }
  return { before, after };
}

/** The time by the clock of the engine's kernel, in nanoseconds of CLOCK_MONOTONIC. */
export const engineTime = async (lab: Lab, node: string): Promise<number> =>
  Number(await runScript(lab, node, 'switchover-stamp'));
