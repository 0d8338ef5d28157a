import type { Command } from 'commander';
import { collectGarbage } from '../engine/collect-garbage.ts';
import { findEngine } from '../engine/find-engine.ts';
import { exitCode } from './exit-code.ts';
import { print, tell } from './print.ts';

export function addGc(program: Command): void {
  program
    .command('gc')
    .summary('remove what killed runs left')
    .description('Removes containers of runs whose process is gone. Labs that were left up on purpose stay.')
    .action(gc);
}

async function gc(): Promise<void> {
  const { engine } = await findEngine();
  const { removed, stubborn } = await collectGarbage(engine);
  for (const { name } of removed) print(`removed ${name}`);
  for (const { container, reason } of stubborn) tell(`${container.name} could not be removed: ${reason}`);
  if (removed.length + stubborn.length === 0) print('Nothing was left.');
  if (stubborn.length > 0) process.exitCode = exitCode.environment;
}
