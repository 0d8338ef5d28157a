import { notYet, ready } from '../../../src/base/until.ts';
import { eventually } from '../../eventually.ts';
import { answersTo } from './in-node.ts';

/** Longer than anything here takes in the profile fast on a slow machine. */
const limitMs = 30_000;

/** Asks again and again until the answer is as it should be, and gives that answer. */
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

/** Until all of five pings from one node to an address are answered: on a busy machine an answer may come too late. */
export function reaches(id: string, node: string, address: string): Promise<number> {
  return until(
    `That ${node} reaches ${address}`,
    () => answersTo(id, node, address),
    (answers) => answers === 5,
  );
}
