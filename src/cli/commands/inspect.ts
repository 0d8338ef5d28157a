import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RunningLab } from '../../lab/running-labs.ts';
import { LabFeed } from '../../lab/snapshot/lab-feed.ts';
import { lookAt } from '../../lab/snapshot/look.ts';
import { LiveText } from '../../report/terminal/live-text.ts';
import { reachText } from '../../report/terminal/reach-text.ts';
import { statusTables } from '../../report/terminal/status-tables.ts';
import { interruption } from '../../run/interruption.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { reachability } from '../../topology/reach/reachability.ts';
import { options } from '../options.ts';
import { json, print } from '../print.ts';
import { whenReaderIsGone } from '../terminal/reader.ts';

export const inspect = new Command('inspect')
  .alias('ps')
  .summary('show the tunnels, BGP sessions and routes of a lab')
  .description(
    'Asks every node of a lab for its tunnels, BGP sessions and routes, and whether packets pass in the tunnels. A lab with more than 20 tunnels gets a line for each node; --format json lists everything. It also says which ends reach which while everything is up, and why the others do not. Exits with 4 when something is missing for full redundancy. With --watch it goes on and prints every change until Ctrl-C: as text, or with --format json as one JSON object a line.',
  )
  .argument('<lab>', 'name or id')
  .addOption(options.watch())
  .addOption(options.format('table', 'json'))
  .action(async (name, { watch, format }) => {
    const { engine } = await findEngine();
    const lab = await selectLab(engine, name);
    if (watch) return watchLab(engine, lab, format);
    const { signal } = interruption();
    const look = await lookAt(engine, lab, signal);
    const reach = reachability(look.topology);
    print(
      format === 'json'
        ? json({ ...look.snapshot, statuses: look.statuses, reachability: reach })
        : [statusTables(look), ...(reach.pairs.length > 0 ? ['', reachText(reach)] : [])].join('\n'),
    );
    if (!look.snapshot.complete) process.exitCode = exitCodes['lab-not-ready'].code;
  });

/** Prints until it is interrupted, which is how it is meant to end, or the lab is removed, or nobody reads it. */
async function watchLab(engine: Engine, lab: RunningLab, format: 'table' | 'json'): Promise<void> {
  const { signal, interrupt } = interruption();
  using _ = whenReaderIsGone(interrupt);
  using feed = await LabFeed.open(engine, lab);
  if (signal.aborted) return;
  signal.addEventListener('abort', () => feed[Symbol.dispose]());
  const text = new LiveText();
  feed.subscribe((update) => {
    const lines = format === 'json' ? [JSON.stringify(update)] : text.linesOf(update);
    for (const line of lines) print(line);
  });
  await feed.run();
}
