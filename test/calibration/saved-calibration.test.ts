import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Calibration } from '../../src/calibration/calibration.ts';
import { latestCalibration, saveCalibration } from '../../src/calibration/saved-calibration.ts';
import { temporaryFolder } from '../cli/switchover.ts';

const machine = { engineId: 'engine', kernel: '6.18', cpus: 2 };
const calibration = (id: string, startedAt: string, changes: Partial<Calibration> = {}): Calibration => ({
  format: 'switchover-calibration/1',
  id,
  startedAt,
  machine,
  switchover: '0.1.0',
  dataplane: 'userspace',
  flows: 32,
  rate: 100,
  intervalMs: 10,
  delayThresholdMs: 250,
  senderLatenessP999Ms: 3,
  injected: [],
  held: [],
  undisturbed: { seconds: 30, packets: 1, lossPeriods: 0, lost: 0, late: 0 },
  worstErrorMs: 1,
  worstFlowErrorMs: 9,
  misses: [],
  ...changes,
});

test('the latest calibration of the same machine counts, whatever else lies there', async (t) => {
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
  t.is((await latestCalibration(folder, mine))?.id, 'b');
});
