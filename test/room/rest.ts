import { setTimeout as pause } from 'node:timers/promises';
import { type Learner, liveSince } from './room-client.ts';

/** Nobody breaks anything: whatever is told to go down, or to be lost, is the machine's fault. */
export async function atRest(
  learners: readonly Learner[],
  seconds: number,
  row: (what: string, figure: string) => void,
): Promise<void> {
  const began = performance.now();
  await pause(seconds * 1000);
  const drops = learners.flatMap((learner) => dropsSince(learner, began));
  const outages = learners.flatMap(({ told }) =>
    told.filter(({ atMs, update }) => atMs >= began && update.kind === 'outage'),
  );
  row('Dropped at rest', `${drops.length} tunnels or sessions, ${outages.length} outages of a flow`);
  const updates = learners.flatMap(({ told }) =>
    told.filter(({ atMs, update }) => atMs >= began && update.kind === 'flows'),
  );
  row('Updates of a page at rest', `${(updates.length / learners.length / seconds).toFixed(1)} a second`);
}

/** Tunnels and sessions that a page saw go down. */
export const dropsSince = (learner: Learner, sinceMs: number): string[] =>
  liveSince(learner, sinceMs).flatMap(({ update }) => {
    if (update.kind !== 'change') return [];
    const { change } = update;
    if (change.part === 'tunnel' && change.now.ends.some(({ installed }) => !installed))
      return [change.now.name];
    if (change.part === 'session' && change.now.ends.some(({ state }) => state !== 'Established'))
      return [change.now.name];
    return [];
  });
