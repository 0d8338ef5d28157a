import { z } from 'zod';
import { switchover } from '../cli/switchover.ts';

export interface PlannedRun {
  readonly title: string;
  readonly lab: string;
  readonly fault: string;
  /** Seconds after which the run is interrupted as by Ctrl-C; undefined if it ends by itself. */
  readonly interruptedAfter: number | undefined;
}

/** This part of the runs is interrupted, at a random moment of the first half minute. */
const interruptedPart = 1 / 5;
const latestInterruption = 30;

const listed = z.object({ labs: z.array(z.object({ name: z.string(), faults: z.array(z.string()) })) });

/** Draws labs and faults from their `expect:` blocks at random. */
export async function plannedRuns(count: number, next: () => number): Promise<PlannedRun[]> {
  const { stdout } = await switchover(['list', '--format', 'json']);
  const { labs } = listed.parse(JSON.parse(stdout));
  const pairs = labs.flatMap(({ name, faults }) => faults.map((fault) => ({ lab: name, fault })));
  return Array.from({ length: count }, (_, index) => {
    const pair = pairs[Math.floor(next() * pairs.length)];
    if (!pair) throw new Error('There is no lab with a fault.');
    const interruptedAfter = next() < interruptedPart ? next() * latestInterruption : undefined;
    const how = interruptedAfter === undefined ? '' : `, Ctrl-C after ${interruptedAfter.toFixed(1)} s`;
    return { ...pair, interruptedAfter, title: `${index + 1}. ${pair.lab}, ${pair.fault}${how}` };
  });
}
