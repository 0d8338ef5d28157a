import { Command } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { dpdTimeoutRange } from '../../definition/timers.ts';
import { readTimers } from '../../lab/timers/read-timers.ts';
import { timerTable } from '../../report/terminal/timer-table.ts';
import { interruption } from '../../run/interruption.ts';
import { changeTimer } from '../../run/live/change-timer.ts';
import { withJoinedLab } from '../../run/live/joined-lab.ts';
import { options } from '../options.ts';
import { json, print } from '../print.ts';
import { showingLive } from '../showing/showing.ts';
import { timerWords } from '../timer-words.ts';

export const timer = new Command('timer')
  .summary('show, or change, the timers of a lab that is up')
  .description(
    `Shows the timers that the nodes of a lab run. With dpd= or bgp= it changes them first: dpd is the DPD timeout of a connection, ${dpdTimeoutRange.least} to ${dpdTimeoutRange.most} seconds, and bgp are keepalive and hold time of the devices at its other end, in all of their sessions. A tunnel or a session keeps the timers that it began with, so each that gets others is closed and opened again, one after the other. Anyone who works with the lab afterwards, and every node that is replaced, has the new timers.`,
  )
  .argument('<lab>', 'name or id')
  .argument(
    '[change...]',
    'a connection or all (default: all), and its timers, such as ToSite5 dpd=10 bgp=3/9',
    timerWords,
  )
  .addOption(options.format('table', 'json'))
  .action(async (name, change, { format }) => {
    const { signal } = interruption();
    const { connection = 'all', dpdTimeoutSeconds, bgp } = change ?? {};
    const isChange = dpdTimeoutSeconds !== undefined || bgp !== undefined;
    if (change?.connection !== undefined && !isChange) {
      throw new SwitchoverError(
        'wrong-input',
        `Which timers of ${connection}? Write dpd=10, bgp=3/9, or both.`,
      );
    }
    const timers = await showingLive((onStep) =>
      withJoinedLab(name, async (lab) => {
        if (isChange) {
          await changeTimer(lab, { connection, dpdTimeoutSeconds, bgp }, { onStep, signal });
        }
        return readTimers(lab);
      }),
    );
    print(format === 'json' ? json(timers) : timerTable(timers));
  });
