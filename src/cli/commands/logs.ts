import { Command } from '@commander-js/extra-typings';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { nodeContainer } from '../../run/live/running-node.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';

/** More than a node ever writes. */
const allLines = 100_000;

export const logs = new Command('logs')
  .summary('show the log of a node')
  .description('Prints the log of a node of a lab: the lines of its daemons and the events of its kernel.')
  .argument('<lab>', 'name or id')
  .argument('<node>', 'name of the node')
  .addOption(options.follow())
  .action(async (name, node, { follow }) => {
    const { engine } = await findEngine();
    const container = nodeContainer(engine, await selectLab(engine, name), node);
    if (follow) {
      const following = await container.follow((stream, line) => process[stream].write(`${line}\n`));
      await engine.whileThere(`follow ${container.name}`, following.done);
      return;
    }
    const lines = await container.lastLogLines(allLines);
    if (lines.length > 0) print(lines.join('\n'));
  });
