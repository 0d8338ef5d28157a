import type { Command } from 'commander';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import { labNames, readLab } from '../../run/lab-file.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';

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
  print(labTable(await knownLabs()));
}

interface KnownLab {
  readonly name: string;
  readonly summary: string;
  /** What `labs` breaks in it. */
  readonly faults: readonly string[];
}

async function knownLabs(): Promise<KnownLab[]> {
  return Promise.all(
    (await labNames()).map(async (name) => {
      const { summary, expect } = (await readLab(name)).definition;
      return { name, summary, faults: [...new Set(expect.map(({ fault }) => fault))] };
    }),
  );
}

/** A line each, and below it the faults that the lab is there for. */
function labTable(labs: readonly KnownLab[]): string {
  return textTable(
    labs.map(({ name, summary, faults }) => [
      name,
      [summary, ...(faults.length > 0 ? [`  ${faults.join(', ')}`] : [])].join('\n'),
    ]),
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
  print(labTable(labs));
  if (up.length > 0) {
    const rows = up.map(({ id, containers, kept }) => [
      id,
      String(containers.length),
      kept ? 'kept' : 'in a run',
    ]);
    print(`\n${textTable([['UP', 'NODES', ''], ...rows])}`);
  }
}
