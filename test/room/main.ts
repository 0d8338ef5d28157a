/** `npm run room`: what a room of seats costs this machine, and when it is full. README.md says what is measured. */
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { textTable } from '../../src/report/terminal/text-table.ts';
import { prepareEnvironment } from '../../src/setup/prepare.ts';
import { trainerPaths } from '../../src/workshop/protocol/trainer.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { breakEverywhere } from './break-everywhere.ts';
import { fillRoom } from './fill-room.ts';
import { coresBetween, machineUse, threadsOf } from './machine.ts';
import { atRest } from './rest.ts';
import { openTrainer } from './room-client.ts';
import { startRoom } from './room-command.ts';

const { values } = parseArgs({
  options: {
    lab: { type: 'string', default: 'dual-redundancy' },
    seats: { type: 'string', default: '20' },
    cores: { type: 'string', default: String(cpus().length) },
    rest: { type: 'string', default: '60' },
  },
});
const say = (text: string) => console.error(text);
const [seats = 0, cores = 0, restSeconds = 0] = [values.seats, values.cores, values.rest].map(Number);
if (![seats, cores, restSeconds].every((number) => Number.isSafeInteger(number) && number > 0)) {
  say('--seats, --cores and --rest are whole numbers above 0.');
  process.exit(2);
}

const { engine } = await prepareEnvironment({ progress: say });
// Containers inherit where containerd may run, and the server where this process may.
const confine = async (mask: string) => {
  for (const thread of [...(await threadsOf(['dockerd', 'containerd'])), process.pid])
    await execa('taskset', ['-p', mask, String(thread)], { reject: false });
};
const mask = (count: number) => ((1 << count) - 1).toString(16);
await confine(mask(cores));
const room = await startRoom(values.lab, seats, await newTemporaryFolder());
const rows: string[][] = [];
const row = (what: string, figure: string) => {
  rows.push([what, figure]);
  say(`${what}: ${figure}`);
};
try {
  const before = await machineUse(room.pid);
  const trainer = await openTrainer(room.trainerLink);
  const learners = await fillRoom(room.origin, trainer, seats, row);
  const filled = await machineUse(room.pid);
  row(
    'Memory of a seat',
    `${((before.availableMebibytes - filled.availableMebibytes) / seats).toFixed(0)} MiB`,
  );
  row('Memory of the server', `${filled.serverMebibytes.toFixed(0)} MiB`);

  await atRest(learners, restSeconds, row);
  const rested = await machineUse(room.pid);
  const rest = coresBetween(filled, rested);
  row(
    'Processors at rest',
    `${rest.machine.toFixed(2)} of ${cores} cores, the server ${rest.server.toFixed(2)}`,
  );

  await breakEverywhere({ engine, learners, row });
  const broken = await machineUse(room.pid);
  const busy = coresBetween(rested, broken);
  row(
    'Processors while all break',
    `${busy.machine.toFixed(2)} of ${cores} cores, the server ${busy.server.toFixed(2)}`,
  );
  await trainer.post(trainerPaths.close, {});
  for (const learner of learners) learner.close();
  trainer.close();
  await Promise.race([room.ended, pause(120_000)]);
} finally {
  await room.stop();
  await confine(mask(cpus().length));
}
console.log(textTable([[`${seats} seats of ${values.lab}, ${cores} cores`, ''], ...rows]));
