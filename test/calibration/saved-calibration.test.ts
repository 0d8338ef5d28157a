import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { latestCalibration, saveCalibration } from '../../src/calibration/saved-calibration.ts';
import { openToOthers, withoutUmask } from '../report/terminal/modes.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { calibration, machine } from './sample-calibration.ts';

test('the latest calibration of the same machine counts, whatever else is in the folder', async (t) => {
  const folder = join(await temporaryFolder(t), 'calibrations');
  const mine = { machine, dataplane: 'userspace' as const };
  t.is(await latestCalibration(folder, mine), undefined);
  for (const one of [
    calibration('b', '2026-11-24T15:00:00.000Z'),
    calibration('a', '2026-11-24T14:00:00.000Z'),
    calibration('other-kernel', '2026-11-25T14:00:00.000Z', { machine: { ...machine, kernel: '6.19' } }),
    calibration('other-engine', '2026-11-25T14:00:00.000Z', { machine: { ...machine, engineId: 'x' } }),
    calibration('other-dataplane', '2026-11-25T14:00:00.000Z', { dataplane: 'kernel' }),
  ]) {
    await saveCalibration(folder, one);
  }
  await writeFile(join(folder, 'notes.txt'), 'not a calibration');
  const other = { ...calibration('newer', '2026-11-26T14:00:00.000Z'), format: 'switchover-calibration/2' };
  await writeFile(join(folder, 'newer.json'), JSON.stringify(other));
  t.is((await latestCalibration(folder, mine))?.id, 'b');
});

test.serial('only its owner can read a calibration, whatever the umask', async (t) => {
  withoutUmask(t);
  const folder = join(await temporaryFolder(t), 'runs', 'calibrations');
  await saveCalibration(folder, calibration('a', '2026-11-24T14:00:00.000Z'));
  t.deepEqual(await openToOthers(folder), []);
});
