import { Command } from '@commander-js/extra-typings';
import { findEngine } from '../../engine/connection/find-engine.ts';
import type { LoggedLine } from '../../engine/containers/container-output.ts';
import { logRecord, logText } from '../../report/terminal/log-text.ts';
import { interruption } from '../../run/interruption.ts';
import { nodeContainer } from '../../run/live/running-node.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';
import { whenReaderIsGone } from '../terminal/reader.ts';

export const logs = new Command('logs')
  .summary('show the log of a node')
  .description(
    'Prints the log of a node of a lab, what its daemons wrote and what its kernel reported: a line each, with time (UTC), node, daemon and text. With --format json it prints one JSON object a line, which has packet counters and the times of CLOCK_MONOTONIC (t, in nanoseconds) as well.',
  )
  .argument('<lab>', 'name or id')
  .argument('<node>', 'name of the node')
  .addOption(options.follow())
  .addOption(options.format('text', 'json'))
  .action(async (name, node, { follow, format }) => {
    const { engine } = await findEngine();
    const container = nodeContainer(engine, await selectLab(engine, name), node);
    const { signal, interrupt } = interruption();
    using _ = whenReaderIsGone(interrupt);
    const show = (logged: LoggedLine) => {
      const text = format === 'json' ? JSON.stringify(logRecord(node, logged)) : logText(node, logged);
      if (text !== undefined && !signal.aborted) print(text);
    };
    const log = await container.log(show, { follow });
    if (signal.aborted) return log.stop();
    signal.addEventListener('abort', log.stop);
    await engine.whileThere(`follow ${container.name}`, log.done);
  });
