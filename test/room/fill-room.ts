import { setTimeout as pause } from 'node:timers/promises';
import { notYet, ready, until } from '../../src/base/until.ts';
import { join, type Learner, roomNow, type Trainer } from './room-client.ts';

/** Waits until every seat has its lab, and sits down at each. */
export async function fillRoom(
  origin: string,
  trainer: Trainer,
  seats: number,
  row: (what: string, figure: string) => void,
): Promise<Learner[]> {
  const began = performance.now();
  const upAfter: number[] = [];
  await until(
    `The labs of ${seats} seats`,
    () => {
      const states = (roomNow(trainer)?.seats ?? []).map(({ lab }) => lab);
      const up = states.filter((state) => state === 'up').length;
      while (upAfter.length < up) upAfter.push((performance.now() - began) / 1000);
      const failed = states.filter((state) => state === 'failed').length;
      if (failed > 0) throw new Error(`${failed} seats have no lab.`);
      return up === seats ? ready() : notYet(`${up} are up`);
    },
    { kind: 'lab-not-ready', timeoutMs: seats * 180_000, intervalMs: 200 },
  );
  row('First lab up', `${upAfter[0]?.toFixed(0)} s`);
  row('All labs up', `${upAfter.at(-1)?.toFixed(0)} s`);
  const learners: Learner[] = [];
  for (let seat = 1; seat <= seats; seat += 1) {
    learners.push(await join(origin, `Learner ${seat}`));
    // A room admits five a second from one address.
    await pause(250);
  }
  return learners;
}
