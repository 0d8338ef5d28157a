import { Command } from '@commander-js/extra-typings';
import { errorText, errorValue } from '../../base/errors/error-value.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { type RunningLab, runningLabs } from '../../lab/running-labs.ts';
import { textTable } from '../../report/terminal/text-table.ts';
import { knownLabs, labTable } from '../known-labs.ts';
import { options } from '../options.ts';
import { json, print, tell } from '../print.ts';

export const list = new Command('list')
  .alias('ls')
  .summary('list the labs, and those that are up')
  .description('Lists the labs that come with the program, and the labs that are up on the engine.')
  .addOption(options.format('table', 'json'))
  .action(async ({ format }) => {
    const labs = await knownLabs();
    // The labs can be listed without an engine; which of them are up is unknown then.
    const up = await labsUp().catch((error: unknown) => {
      tell(`Which labs are up is unknown. ${errorText(error)}`);
      return undefined;
    });
    if (format === 'json') {
      const running = up?.map(({ id, name, kept, containers }) => ({
        id,
        lab: name,
        kept,
        nodes: containers.length,
      }));
      return print(json({ labs, up: running ?? null }));
    }
    print(labTable(labs));
    if (up === undefined || up.length === 0) return;
    const rows = up.map(({ id, containers, kept }) => [
      id,
      String(containers.length),
      kept ? 'kept' : 'in a run',
    ]);
    print(`\n${textTable([['UP', 'NODES', ''], ...rows])}`);
  });

/** Without an engine nothing is wrong. One that is there and does not answer is an error, besides the list. */
async function labsUp(): Promise<RunningLab[]> {
  const { engine } = await findEngine();
  try {
    return await runningLabs(engine);
  } catch (error) {
    process.exitCode = errorValue(error).exitCode;
    throw error;
  }
}
