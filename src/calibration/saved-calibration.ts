import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivately } from '../base/files/private-file.ts';
import { StoredFormat } from '../base/files/stored.ts';
import { type Calibration, calibrationSchema } from './calibration.ts';

/** `calibrations/*.json`: how accurately a machine measures. */
export const calibrationFormat = new StoredFormat({
  name: 'calibration',
  version: 1,
  schema: calibrationSchema,
  otherVersion: 'Calibrate again.',
});

/** Saves a calibration in a folder, which it creates if necessary, and returns the path of the file. */
export async function saveCalibration(folder: string, calibration: Calibration): Promise<string> {
  const path = join(folder, `${calibration.id}.json`);
  await writePrivately(path, calibrationFormat.write(calibration));
  return path;
}

/**
 * The latest calibration with the same engine, kernel and dataplane. Ignores files of any other kind or format.
 */
export async function latestCalibration(
  folder: string,
  { machine, dataplane }: Pick<Calibration, 'machine' | 'dataplane'>,
): Promise<Calibration | undefined> {
  const names = await readdir(folder).catch(() => []);
  const read = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      return calibrationFormat.readIfFits(text);
    }),
  );
  return read
    .filter((calibration) => calibration !== undefined)
    .filter(
      (calibration) =>
        calibration.dataplane === dataplane &&
        calibration.machine.engineId === machine.engineId &&
        calibration.machine.kernel === machine.kernel,
    )
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt))
    .at(-1);
}
