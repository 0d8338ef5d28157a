import { Command } from '@commander-js/extra-typings';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import { knownLabs, labTable } from '../known-labs.ts';
import { options } from '../options.ts';
import { json, print } from '../print.ts';

export const list = new Command('list')
  .alias('ls')
  .summary('list the labs, and those that are up')
  .description('Lists the labs that come with the program, and the labs that are up on the engine.')
  .addOption(options.format('table', 'json'))
  .action(async ({ format }) => {
    const labs = await knownLabs();
    // The labs can be listed without an engine.
    const found = await findEngine().catch(() => undefined);
    const up = found ? await runningLabs(found.engine) : [];
    if (format === 'json') {
      const running = up.map(({ id, name, kept, containers }) => ({
        id,
        lab: name,
        kept,
        nodes: containers.length,
      }));
      return print(json({ labs, up: running }));
    }
    print(labTable(labs));
    if (up.length === 0) return;
    const rows = up.map(({ id, containers, kept }) => [
      id,
      String(containers.length),
      kept ? 'kept' : 'in a run',
    ]);
    print(`\n${textTable([['UP', 'NODES', ''], ...rows])}`);
  });
