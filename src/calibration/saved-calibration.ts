import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Calibration, calibrationSchema } from './calibration.ts';

/** The folder of the calibrations in the folder of the results. */
const folderName = 'calibrations';

/** Saves a calibration beside the runs, and returns the path of its file. */
export async function saveCalibration(runs: string, calibration: Calibration): Promise<string> {
  const folder = join(runs, folderName);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${calibration.id}.json`);
  await writeFile(path, `${JSON.stringify(calibration, null, 2)}\n`);
  return path;
}

/**
 * The latest calibration of a machine, as far as it is the same: engine, kernel and dataplane. Files that are none,
 * or of another format, are passed over.
 */
export async function latestCalibration(
  runs: string,
  { machine, dataplane }: Pick<Calibration, 'machine' | 'dataplane'>,
): Promise<Calibration | undefined> {
  const names = await readdir(join(runs, folderName)).catch(() => []);
  const read = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(runs, folderName, name), 'utf8').catch(() => '');
      return calibrationSchema.safeParse(parseJson(text)).data;
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
