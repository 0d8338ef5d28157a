import type { Command } from 'commander';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';
import { selectLab } from '../select-lab.ts';

export function addLogs(program: Command): void {
  program
    .command('logs')
    .summary('show what a node said')
    .description('Prints the log of a node of a lab: the lines of its daemons and the events of its kernel.')
    .argument('<lab>', 'name or id')
    .argument('<node>', 'name of the node')
    .addOption(options.follow())
    .action(logs);
}

async function logs(name: string, node: string, { follow }: { readonly follow: boolean }): Promise<void> {
  const { engine } = await findEngine();
  const lab = await selectLab(engine, name);
  const summary = lab.containers.find((container) => container.labels[labels.node] === node);
  if (!summary) {
    const known = lab.containers.map((container) => container.labels[labels.node]).join(', ');
    throw new SwitchoverError('wrong-input', `${name} has no node "${node}". It has: ${known}.`);
  }
  const container = engine.container(summary);
  if (!follow) {
    const lines = await container.lastLogLines(100_000);
    if (lines.length > 0) print(lines.join('\n'));
    return;
  }
  const following = await container.follow((stream, line) => process[stream].write(`${line}\n`));
  await engine.whileHeard(`follow ${container.name}`, following.done);
}
