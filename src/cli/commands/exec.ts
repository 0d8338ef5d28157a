import { Command } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { runningNode } from '../../run/live/running-node.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { runAttached } from '../run-attached.ts';

export const exec = new Command('exec')
  .summary('run a command in a node')
  .description(
    'Runs a command in a node of a lab, such as `vtysh -c "show bgp summary"`, and exits with its code. The command gets your standard input, and a terminal if you use one: `exec <lab> device1 vtysh` is the shell of its routing daemons.',
  )
  .argument('<lab>', 'name or id')
  .argument('<node>', 'name of the node')
  .argument('<command...>', 'program and arguments, also after --')
  .passThroughOptions()
  .action(async (name, node, words) => {
    const command = words[0] === '--' ? words.slice(1) : words;
    if (command.length === 0) throw new SwitchoverError('wrong-input', 'There is no command after --.');
    const { engine } = await findEngine();
    const container = await runningNode(engine, await selectLab(engine, name), node);
    process.exitCode = await runAttached(engine, container, command, {
      input: process.stdin,
      stdout: process.stdout,
      interactive: true,
    });
  });
