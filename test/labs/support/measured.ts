import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes } from '../../../src/base/errors/exit-codes.ts';
import { rates } from '../../../src/batches/suite/rates.ts';
import type { Ending } from '../../cli/switchover.ts';

/**
 * Runs a lab until something was measured. A machine that is busy, be it with other machines of its host, loses packets
 * before anything is broken; then the run says so, and is tried again with less traffic, as `labs` does.
 *
 * @param folder where each attempt gets a folder of its own
 * @param attempt runs with these further options, and leaves its results in that folder
 * @returns the first attempt that measured, or the last one
 */
export async function measured<T extends { readonly ending: Ending }>(
  folder: string,
  attempt: (runs: string, traffic: readonly string[]) => Promise<T>,
): Promise<T> {
  const attemptIn = async (traffic: readonly string[]) =>
    attempt(await mkdtemp(join(folder, 'attempt-')), traffic);
  let attempted = await attemptIn([]);
  for (const rate of rates) {
    if (attempted.ending.exitCode !== exitCodes['nothing-measured'].code) break;
    attempted = await attemptIn(['--rate', String(rate)]);
  }
  return attempted;
}

/** What a run that has failed says of it, wherever it does. */
export const words = ({ stdout, stderr }: Ending): string => `${stdout}\n${stderr}`;
