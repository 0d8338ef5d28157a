import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { writePrivately } from '../../base/files/private-file.ts';
import type { Trial } from '../../experiment/collect.ts';
import { recordsFolder } from '../../experiment/traffic/traffic.ts';
import { observeDirection } from '../../observations/observe-direction.ts';
import { parseReceived, parseSent } from '../../observations/probe-records.ts';
import type { SavedObservations } from '../../observations/saved-observations.ts';
import { observationsFormat } from './formats.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const jsonFile = 'observations.json';

/** Where the records of a probe are, in the folder of the trial. */
const recordFile = (folder: string, name: string) => `${folder}/${name}.gz`;

/**
 * Saves a trial as files: `observations.json` with everything but the packets, and the records of the probes as they
 * wrote them, compressed (format: images/node/README.md).
 *
 * @param folder is made if it is missing
 */
export async function saveTrial(folder: string, { observations, epoch, files }: Trial): Promise<void> {
  const { pairs, ...facts } = observations;
  const saved: SavedObservations = {
    epoch: String(epoch),
    ...facts,
    pairs: pairs.map((pair) => ({
      ...pair,
      directions: pair.directions.map(({ flows, ratePerFlow: _, ...direction }) => ({
        ...direction,
        paths: Object.fromEntries(
          flows.flatMap(({ sourcePort, tunnelBefore }) => (tunnelBefore ? [[sourcePort, tunnelBefore]] : [])),
        ),
        records: {
          sent: recordFile(recordsFolder(pairs.length, pair.name, direction.sender), 'sent.bin'),
          received: recordFile(recordsFolder(pairs.length, pair.name, direction.receiver), 'received.bin'),
        },
      })),
    })),
  };
  await writePrivately(join(folder, jsonFile), observationsFormat.write(saved));
  for (const [place, records] of files) {
    for (const [name, content] of records) {
      await writePrivately(join(folder, recordFile(place, name)), await compress(content, { level: 1 }));
    }
  }
}

/**
 * Reads back what {@link saveTrial} saved.
 *
 * @throws SwitchoverError when the observations are missing, damaged or of another version, or the records of a probe
 * missing or damaged
 */
export async function loadTrial(folder: string): Promise<Omit<Trial, 'files'>> {
  const saved = await observationsFormat.readFile(join(folder, jsonFile));
  const { epoch: epochText, pairs, ...facts } = saved;
  const epoch = BigInt(epochText);
  const loadDirection = async ({ paths, records, ...direction }: SavedDirection) =>
    observeDirection(
      direction,
      {
        sent: await readRecords(join(folder, records.sent), parseSent),
        received: await readRecords(join(folder, records.received), parseReceived),
      },
      new Map(Object.entries(paths).map(([port, path]) => [Number(port), path])),
      epoch,
    );
  return {
    epoch,
    observations: {
      ...facts,
      pairs: await Promise.all(
        pairs.map(async (pair) => ({
          ...pair,
          directions: await Promise.all(pair.directions.map(loadDirection)),
        })),
      ),
    },
  };
}

async function readRecords<T>(path: string, parse: (content: Buffer) => T): Promise<T> {
  try {
    return parse(await decompress(await readFile(path)));
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
    throw new SwitchoverError('wrong-input', `${path} cannot be read: ${why}.`, { path, cause });
  }
}

type SavedDirection = SavedObservations['pairs'][number]['directions'][number];
