import { Command } from '@commander-js/extra-typings';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { runningNode } from '../../run/live/running-node.ts';
import { selectLab } from '../../run/live/select-lab.ts';

export const exec = new Command('exec')
  .summary('run a command in a node')
  .description(
    'Runs a command in a node of a lab, such as `vtysh -c "show bgp summary"`, and exits with its code.',
  )
  .argument('<lab>', 'name or id')
  .argument('<node>', 'name of the node')
  .argument('<command...>', 'program and arguments')
  .passThroughOptions()
  .action(async (name, node, command) => {
    const { engine } = await findEngine();
    const container = await runningNode(engine, await selectLab(engine, name), node);
    const running = await container.execStreaming(command, (stream, line) =>
      process[stream].write(`${line}\n`),
    );
    const { exitCode } = await engine.whileThere(`wait for the end of ${command[0]}`, running.done);
    process.exitCode = exitCode;
  });
