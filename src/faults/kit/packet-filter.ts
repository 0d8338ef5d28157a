import { z } from 'zod';
import type { Lab } from '../../lab/lab.ts';
import { FaultError } from './fault.ts';
import type { Instant } from './instant.ts';

/**
 * Changes the packet filter of a node at an instant that is known to a millisecond or so.
 *
 * @param prepare an nftables script with everything that takes time and changes nothing
 * @param apply the change, as one transaction
 */
export async function filterAt(lab: Lab, node: string, prepare: string, apply: string): Promise<Instant> {
  const { exitCode, stdout, stderr } = await lab
    .node(node)
    .container.exec(['switchover-nft', '--prepare', prepare, '--apply', apply]);
  if (exitCode !== 0) throw new FaultError(`The packet filter of ${node} could not be changed: ${stderr}`);
  return instant.parse(JSON.parse(stdout));
}

const instant = z.object({ before: z.number(), after: z.number() });

/** A shell command that removes a table; fine when it is gone. */
export const deleteTable = (family: 'inet' | 'netdev', table: string): string =>
  `if nft list table ${family} ${table} >/dev/null 2>&1; then nft delete table ${family} ${table}; fi`;

/** The name of a table, from words with other characters than nftables takes. */
export const tableName = (...words: readonly string[]): string =>
  words.join('_').replaceAll(/[^a-z0-9_]/g, '_');
