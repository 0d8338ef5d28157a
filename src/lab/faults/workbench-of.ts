import { z } from 'zod';
import type { Bracket } from '../../base/bracket.ts';
import { notYet, ready, until, WaitError } from '../../base/until.ts';
import { FaultError } from '../../faults/kit/fault-error.ts';
import type { Workbench } from '../../faults/kit/workbench.ts';
import type { Lab } from '../lab.ts';

/** The workbench of a lab, on which faults work. */
export const workbenchOf = (lab: Lab): Workbench => ({
  topology: lab.topology,
  profile: lab.blueprint.profile,
  dataplane: lab.blueprint.dataplane,
  kernel: lab.blueprint.kernel,
  runs: (node) => lab.runs(node),
  nodeWith: (end, other) => lab.state.nodeWith(end, other),
  get events() {
    return lab.events.events;
  },
  run: (node, script) => runScript(lab, node, script),
  async timed(node, script, next) {
    const silent = (commands: string) => `{\n${commands}\n} >/dev/null`;
    const parts = [stamp, silent(script), stamp, ...(next === undefined ? [] : [silent(next)])];
    const output = await runScript(lab, node, parts.join('\n'));
    const [lower, upper] = output.trim().split('\n').map(Number);
    if (lower === undefined || upper === undefined || Number.isNaN(lower + upper)) {
      throw new FaultError(`The script on ${node} printed no time stamps: ${output}`, { node });
    }
    return { lower, upper };
  },
  async changeFilter(node, { prepare, apply }): Promise<Bracket> {
    const command = ['switchover-nft', '--prepare', prepare, '--apply', apply];
    const { exitCode, stdout, stderr } = await lab.node(node).container.exec(command);
    if (exitCode !== 0)
      throw new FaultError(`The packet filter of ${node} could not be changed: ${stderr}`, { node });
    const { before, after } = stamps.parse(JSON.parse(stdout));
    return { lower: before, upper: after };
  },
  async wait(missing, timeoutMs) {
    try {
      await until('An effect of the fault', () => (missing().length === 0 ? ready() : notYet('')), {
        kind: 'nothing-measured',
        timeoutMs,
        signal: lab.failure,
        wakeOn: lab.events.wakeOn,
      });
      return [];
    } catch (error) {
      if (error instanceof WaitError) return missing();
      throw error;
    }
  },
  expectEnd: (node) => lab.expectEnd(node),
  expectExits(node, programs) {
    for (const program of programs) lab.expectExit(node, program);
  },
  kill: (node) => lab.kill(node),
  stateOf: (node) => lab.node(node).container.state(),
});

/** Prints the time of CLOCK_MONOTONIC in nanoseconds. */
const stamp = 'switchover-stamp';

/** What `switchover-nft` prints. */
const stamps = z.object({ before: z.number(), after: z.number() });

/** Now, by CLOCK_MONOTONIC of the engine's kernel (ns). */
export const engineTime = async (lab: Lab, node: string): Promise<number> =>
  Number(await runScript(lab, node, stamp));

/**
 * Runs a shell script in a node, up to the first command that fails.
 *
 * @returns what it printed
 * @throws FaultError with what it wrote to standard error
 */
export async function runScript(lab: Lab, node: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await lab.node(node).container.exec(['sh', '-euc', script]);
  if (exitCode === 0) return stdout;
  const said = complaint(stderr) || stdout.trim() || script;
  throw new FaultError(`On ${node} a script ended with ${exitCode}: ${said}`, { node });
}

/** Without the lines in which strongSwan's programs list what they did not load. */
const complaint = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => !/^(opening directory|plugin ')/.test(line))
    .join('\n')
    .trim();
