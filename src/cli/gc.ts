import type { Command } from 'commander';
import { collectGarbage } from '../engine/collect-garbage.ts';
import { findEngine } from '../engine/find-engine.ts';
import { print } from './print.ts';

export function addGc(program: Command): void {
  program
    .command('gc')
    .summary('remove what killed runs left')
    .description('Removes containers of runs whose process is gone. Labs that were left up on purpose stay.')
    .action(gc);
}

async function gc(): Promise<void> {
  const { engine } = await findEngine();
  const removed = await collectGarbage(engine);
  print(removed.length === 0 ? 'Nothing was left.' : removed.map(({ name }) => `removed ${name}`).join('\n'));
}
