import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine.ts';
import { paths } from '../../src/workshop/protocol/paths.ts';
import { median } from '../bench/median.ts';
import { captureAt } from './capture.ts';
import { largestError, longestGaps } from './captured-gaps.ts';
import { type Learner, liveSince } from './room-client.ts';

interface Room {
  readonly engine: Engine;
  readonly learners: readonly Learner[];
  readonly row: (what: string, figure: string) => void;
}

/** In so many seats the packets are captured, as a second instrument. */
const capturedSeats = 3;
const minuteMs = 60_000;
/** After the last crash: until every flow is back, with the timers of the profile fast. */
const afterwardsMs = 30_000;
/** Shorter pauses in a capture may be a sender that was late, and no loss. */
const leastOutageMs = 500;
const crash = { fault: 'instance-crash', target: 'vnet1gw-0', parameters: {} };

/** All learners crash an instance within one minute, and heal it. */
export async function breakEverywhere({ engine, learners, row }: Room): Promise<void> {
  const began = performance.now();
  const captures = await Promise.all(
    learners.slice(0, capturedSeats).map(async (learner) => {
      const lab = labOf(learner);
      return { learner, at: await Promise.all(['vm', 'host'].map((node) => captureAt(engine, lab, node))) };
    }),
  );
  const latencies = await Promise.all(
    learners.map(async (learner, index) => {
      await pause((index * minuteMs) / learners.length);
      const clicked = performance.now();
      const answeredMs = await learner.post(paths.break, crash);
      await pause(afterwardsMs);
      const seen = liveSince(learner, clicked).find(
        ({ update }) => update.kind === 'change' && update.change.part === 'faults',
      );
      return { answeredMs, seenMs: (seen?.atMs ?? Number.POSITIVE_INFINITY) - clicked };
    }),
  );
  row('From a click to its answer', figures(latencies.map(({ answeredMs }) => answeredMs)));
  row('From a click to the fault on the page', figures(latencies.map(({ seenMs }) => seenMs)));

  for (const name of ['outward', 'return'] as const) {
    const longest = learners.map((learner) => Math.max(0, ...outagesSince(learner, began, name)));
    row(`Longest outage of a seat, ${name}`, figures(longest));
  }
  const errors = await Promise.all(
    captures.map(async ({ learner, at }) => {
      const [outwardAt, returnAt] = [
        at.find(({ node }) => node === 'host'),
        at.find(({ node }) => node === 'vm'),
      ];
      return Promise.all(
        (
          [
            [outwardAt, 'outward'],
            [returnAt, 'return'],
          ] as const
        ).map(async ([capture, name]) => {
          const packets = (await capture?.stop()) ?? [];
          const gaps = longestGaps(packets, { intervalMs: 50, leastMs: leastOutageMs });
          const told = outagesSince(learner, began, name).filter((ms) => ms >= leastOutageMs);
          return largestError(told, gaps);
        }),
      );
    }),
  );
  const known = errors.flat().filter((error) => error !== undefined);
  row(
    'Live outages against captures',
    `at most ${Math.max(0, ...known).toFixed(0)} ms apart in ${known.length} of ${errors.flat().length} directions; elsewhere another number of flows`,
  );
  await Promise.all(learners.map((learner) => learner.post(paths.heal, {})));
}

function labOf({ told }: Learner): string {
  const id = told
    .flatMap(({ update }) => (update.kind === 'lab' && update.lab.state === 'up' ? [update.lab.id] : []))
    .at(-1);
  if (id === undefined) throw new Error('A seat has no lab.');
  return id;
}

/** The longest outage of each flow of a direction, in ms. */
function outagesSince({ told }: Learner, sinceMs: number, name: 'outward' | 'return'): number[] {
  const longest = new Map<string, number>();
  for (const { atMs, update } of told) {
    if (atMs < sinceMs || update.kind !== 'outage') continue;
    const { direction, flow, durationMs } = update.outage;
    if (!direction.endsWith(` ${name}`)) continue;
    const key = `${direction} ${flow}`;
    longest.set(key, Math.max(longest.get(key) ?? 0, durationMs));
  }
  return [...longest.values()];
}

const figures = (ms: readonly number[]): string =>
  `median ${median([...ms]).toFixed(0)} ms, most ${Math.max(...ms).toFixed(0)} ms`;
