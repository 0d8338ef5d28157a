import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes } from '../../../src/base/errors/exit-codes.ts';
import { rates } from '../../../src/batches/suite/rates.ts';
import type { Ending } from '../../cli/switchover.ts';

/**
 * Runs a lab until something is measured. A busy machine, or one whose host is busy, loses packets before the fault.
 * The run then says so, and is tried again with less traffic, as `labs` does.
 *
 * @param folder each attempt gets its own folder below it
 * @param attempt runs the lab with these additional options, and leaves its results in that folder
 * @returns the first attempt that measured, otherwise the last one
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

/** Both outputs, because a run that fails may explain it on either. */
export const words = ({ stdout, stderr }: Ending): string => `${stdout}\n${stderr}`;
