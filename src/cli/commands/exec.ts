import type { Command } from 'commander';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { containerOf, recordOf } from '../../lab/running-labs.ts';
import { selectLab } from '../select-lab.ts';

export function addExec(program: Command): void {
  program
    .command('exec')
    .summary('run a command in a node')
    .description(
      'Runs a command in a node of a lab, such as `vtysh -c "show bgp summary"`, and exits with its code.',
    )
    .argument('<lab>', 'name or id')
    .argument('<node>', 'name of the node')
    .argument('<command...>', 'program and arguments')
    .passThroughOptions()
    .action(exec);
}

async function exec(name: string, node: string, command: readonly string[]): Promise<void> {
  const { engine } = await findEngine();
  const lab = await selectLab(engine, name);
  const container = containerOf(engine, lab, node);
  if (!container) {
    const { topology } = await recordOf(engine, lab);
    throw new SwitchoverError(
      'wrong-input',
      topology.nodes.some((known) => known.name === node)
        ? `${node} does not run.`
        : `${name} has no node "${node}". It has: ${topology.nodes.map((known) => known.name).join(', ')}.`,
    );
  }
  const running = await container.execStreaming(command, (stream, line) =>
    process[stream].write(`${line}\n`),
  );
  const { exitCode } = await engine.whileHeard(`wait for the end of ${command[0]}`, running.done);
  process.exitCode = exitCode;
}
