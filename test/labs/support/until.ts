import { notYet, ready } from '../../../src/base/until.ts';
import { eventually } from '../../eventually.ts';
import { answersTo } from './in-node.ts';

/** Longer than anything takes with the profile fast on a slow machine. */
const limitMs = 30_000;

/** Asks until the answer is the wanted one, and returns it. */
export function until<T>(
  description: string,
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  return eventually(
    description,
    async () => {
      const answer = await ask();
      return isWanted(answer) ? ready(answer) : notYet(JSON.stringify(answer));
    },
    { timeoutMs: limitMs, intervalMs: 50 },
  );
}

/** Waits until all of five pings to an address are answered. On a busy machine an answer may come too late. */
export function reaches(id: string, node: string, address: string): Promise<number> {
  return until(
    `That ${node} reaches ${address}`,
    () => answersTo(id, node, address),
    (answers) => answers === 5,
  );
}
