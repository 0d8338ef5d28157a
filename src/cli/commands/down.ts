import { Command } from '@commander-js/extra-typings';
import { commandLine } from '../../base/command-line.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import { type RunningLab, removeLab, runningLabs } from '../../lab/running-labs.ts';
import { belongToRuns } from '../../run/live/choose-lab.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { closeRooms } from '../../workshop/room/close-rooms.ts';
import { roomsFolder } from '../../workshop/room/rooms-folder.ts';
import { options } from '../options.ts';
import { tell } from '../print.ts';
import { closedRoomText } from '../words/closed-room-text.ts';

export const down = new Command('down')
  .alias('destroy')
  .summary('remove a lab')
  .description(
    'Removes every container of a lab that was left up; its wires go with them. With --all also the rooms of the workshop whose server has ended, with what their seats did.',
  )
  .argument('[lab]', 'name or id')
  .addOption(options.all())
  .action(async (name, { all }) => {
    if (name === undefined && !all) throw new SwitchoverError('wrong-input', 'Say which lab, or --all.');
    const { engine } = await findEngine();
    if (name !== undefined) return remove(engine, [await selectLab(engine, name, { keptOnly: true })]);
    const rooms = await closeRooms(engine, roomsFolder(), () => true);
    for (const room of rooms) tell(closedRoomText(room));
    const labs = await runningLabs(engine);
    await remove(
      engine,
      labs.filter(({ kept }) => kept),
    );
    const others = labs.filter(({ kept }) => !kept);
    if (others.length > 0)
      tell(`${belongToRuns(others)} ${commandLine('down ID')} removes such a lab, and ends its run.`);
  });

async function remove(engine: Engine, labs: readonly RunningLab[]): Promise<void> {
  await Promise.all(labs.map((lab) => removeLab(engine, lab)));
  tell(labs.length === 0 ? 'No lab was left up.' : `Removed ${labs.map(({ id }) => id).join(', ')}.`);
}
