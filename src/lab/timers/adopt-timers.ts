import { isDeepStrictEqual } from 'node:util';
import { recordKeeper } from '../faults/undo-records.ts';
import type { Lab } from '../lab.ts';
import { parseLabRecord, recordPath, withoutKeys } from '../lab-record.ts';
import { retimedBlueprint } from './retimed-blueprint.ts';

/**
 * Learns which timers the lab has now: another process may have changed them since this one made or joined it.
 *
 * @returns whether they are others
 */
export async function adoptTimers(lab: Lab): Promise<boolean> {
  const file = await lab.node(recordKeeper(lab)).container.readFile(recordPath);
  const { definition } = parseLabRecord(file.toString());
  if (isDeepStrictEqual(definition, withoutKeys(lab.blueprint.definition))) return false;
  lab.retime(retimedBlueprint(lab.blueprint, definition));
  return true;
}
