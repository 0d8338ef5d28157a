import type { Command } from 'commander';
import { findEngine } from '../engine/find-engine.ts';
import { runningLabs } from '../lab/running-labs.ts';
import { textTable } from '../report/text-table.ts';
import { labNames, readLab } from './lab-file.ts';
import { options } from './options.ts';
import { print } from './print.ts';

export function addList(program: Command): void {
  program
    .command('list')
    .alias('ls')
    .summary('list the labs, and those that are up')
    .description(
      'Lists the labs that come with the program, a line each, and the labs that are up on the engine.',
    )
    .addOption(options.format('table', 'json'))
    .action(list);
}

/** The labs that come with the program, a line each. */
export async function printLabs(): Promise<void> {
  const labs = await knownLabs();
  print(textTable(labs.map(({ name, summary }) => [name, summary])));
}

async function knownLabs(): Promise<{ name: string; summary: string }[]> {
  return Promise.all(
    (await labNames()).map(async (name) => {
      const { definition } = await readLab(name);
      return { name, summary: definition.summary };
    }),
  );
}

async function list({ format }: { readonly format: 'table' | 'json' }): Promise<void> {
  const labs = await knownLabs();
  // A list of labs is worth something without an engine as well.
  const found = await findEngine().catch(() => undefined);
  const up = found ? await runningLabs(found.engine) : [];
  if (format === 'json') {
    const running = up.map(({ id, name, kept, containers }) => ({
      id,
      lab: name,
      kept,
      nodes: containers.length,
    }));
    return print(JSON.stringify({ labs, up: running }, null, 2));
  }
  print(textTable(labs.map(({ name, summary }) => [name, summary])));
  if (up.length > 0) {
    const rows = up.map(({ id, containers, kept }) => [
      id,
      String(containers.length),
      kept ? 'kept' : 'in a run',
    ]);
    print(`\n${textTable([['UP', 'NODES', ''], ...rows])}`);
  }
}
