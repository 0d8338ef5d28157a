import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { writePrivately } from '../../base/files/private-file.ts';
import { type ObservedDirection, observeDirection } from '../../experiment/traffic/traffic.ts';
import type { Trial } from '../../experiment/trial.ts';
import type { FaultObservation, Observations } from '../../observations/observations.ts';
import { parseProbeRecords } from '../../observations/probe-records.ts';

/**
 * A trial as files: `observations.json` with everything but the packets, and the records of the probes as they
 * wrote them, compressed (format: images/node/README.md).
 */
interface SavedObservations {
  readonly format: 'switchover-observations/2';
  /** Nanoseconds of the engine kernel's CLOCK_MONOTONIC from which every time below counts; a decimal number. */
  readonly epoch: string;
  readonly phaseMs: number;
  readonly directions: readonly SavedDirection[];
  readonly fault: FaultObservation;
  readonly redundancyRestored?: number;
  readonly window: Observations['window'];
  readonly events: Observations['events'];
  readonly processor?: Observations['processor'];
}

interface SavedDirection extends ObservedDirection {
  /** Path of each flow before the fault, by the flow's source port. */
  readonly paths: Readonly<Record<string, string>>;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const jsonFile = 'observations.json';
const recordFile = (folder: string, host: string, file: string) => join(folder, host, `${file}.gz`);

/** @param folder is made if it is missing */
export async function saveTrial(
  folder: string,
  { observations, epoch, phaseMs, files }: Trial,
): Promise<void> {
  const saved: SavedObservations = {
    format: 'switchover-observations/2',
    epoch: String(epoch),
    phaseMs,
    directions: observations.directions.map(({ flows, ratePerFlow: _, ...direction }) => ({
      ...direction,
      paths: Object.fromEntries(
        flows.flatMap(({ sourcePort, tunnelBefore }) => (tunnelBefore ? [[sourcePort, tunnelBefore]] : [])),
      ),
    })),
    fault: observations.fault,
    ...(observations.redundancyRestored !== undefined && {
      redundancyRestored: observations.redundancyRestored,
    }),
    window: observations.window,
    events: observations.events,
    ...(observations.processor && { processor: observations.processor }),
  };
  await writePrivately(join(folder, jsonFile), `${JSON.stringify(saved)}\n`);
  for (const [host, records] of files) {
    for (const [name, content] of records) {
      await writePrivately(recordFile(folder, host, name), await compress(content, { level: 1 }));
    }
  }
}

/**
 * Reads back what {@link saveTrial} saved.
 *
 * @throws {Error} when a file is missing or is not what it should be
 */
export async function loadTrial(folder: string): Promise<Trial> {
  const saved: SavedObservations = JSON.parse(await readFile(join(folder, jsonFile), 'utf8'));
  if (saved.format !== 'switchover-observations/2') {
    throw new Error(
      `${join(folder, jsonFile)} has the format ${saved.format}, which this version cannot read.`,
    );
  }
  const epoch = BigInt(saved.epoch);
  const hosts = new Set(saved.directions.flatMap(({ sender, receiver }) => [sender, receiver]));
  const files = new Map(
    await Promise.all([...hosts].map(async (host) => [host, await loadRecords(folder, host)] as const)),
  );
  const recordsOf = (host: string) => {
    const [sent, received] = ['sent.bin', 'received.bin'].map((name) => files.get(host)?.get(name));
    if (!sent || !received) throw new Error(`There are no records of ${host} in ${folder}.`);
    return parseProbeRecords(sent, received);
  };
  return {
    epoch,
    phaseMs: saved.phaseMs,
    files,
    observations: {
      directions: saved.directions.map((direction) =>
        observeDirection(
          direction,
          { sent: recordsOf(direction.sender), received: recordsOf(direction.receiver) },
          new Map(Object.entries(direction.paths).map(([port, path]) => [Number(port), path])),
          epoch,
        ),
      ),
      fault: saved.fault,
      ...(saved.redundancyRestored !== undefined && { redundancyRestored: saved.redundancyRestored }),
      events: saved.events,
      ...(saved.processor && { processor: saved.processor }),
      window: saved.window,
    },
  };
}

async function loadRecords(folder: string, host: string): Promise<Map<string, Buffer>> {
  const load = async (name: string) =>
    [name, await decompress(await readFile(recordFile(folder, host, name)))] as const;
  return new Map(await Promise.all([load('sent.bin'), load('received.bin')]));
}
