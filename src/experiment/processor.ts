import type { Lab } from '../lab/lab.ts';
import type { ProcessorObservation } from '../observations/processor.ts';

/** Processor time since the engine's machine started, in seconds of one core. */
export interface ProcessorTimes {
  /** When the times were read, as `performance.now()`. */
  readonly at: number;
  /** Of all cores, including idle time. */
  readonly total: number;
  readonly idle: number;
  /** Taken by other machines on the same host. */
  readonly stolen: number;
  /** Used by the lab's running containers, by container id. */
  readonly lab: ReadonlyMap<string, number>;
  /** Time in which at least one task waited for a processor; undefined where the kernel does not count it. */
  readonly waiting: number | undefined;
}

/** Reads the times of the machine from the kernel, through any node, and those of each container from the engine. */
export async function processorTimes(lab: Lab): Promise<ProcessorTimes> {
  const nodes = lab.topology.nodes.map(({ name }) => name).filter((name) => lab.runs(name));
  const [anyNode = ''] = nodes;
  const at = performance.now();
  const [machine, ...own] = await Promise.all([
    lab.node(anyNode).container.exec(['sh', '-c', 'head -n 1 /proc/stat; cat /proc/pressure/cpu || true']),
    ...nodes.map(async (name) => {
      const { container } = lab.node(name);
      return [container.id, await container.processorSeconds()] as const;
    }),
  ]);
  return { at, ...parseProcessorTimes(machine.stdout), lab: new Map(own) };
}

/** Ticks of /proc/stat: USER_HZ is 100 on every Linux that runs containers (proc(5)). */
const ticksPerSecond = 100;

/** @param text the first line of /proc/stat, and /proc/pressure/cpu if there is one (proc(5)) */
export function parseProcessorTimes(text: string): Omit<ProcessorTimes, 'at' | 'lab'> {
  const ticks = /^cpu\s+(.*)/m.exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  // user nice system idle iowait irq softirq steal; guest time is counted in user time already.
  const [, , , idle = 0, iowait = 0, , , stolen = 0] = ticks;
  const waiting = /^some .*total=(\d+)/m.exec(text)?.[1];
  return {
    total: ticks.slice(0, 8).reduce((sum, own) => sum + own, 0) / ticksPerSecond,
    idle: (idle + iowait) / ticksPerSecond,
    stolen: stolen / ticksPerSecond,
    waiting: waiting === undefined ? undefined : Number(waiting) / 1e6,
  };
}

/**
 * How the processor time between two readings was shared. The time of a container that was killed in between is lost
 * and counts as time of others: about one second.
 */
export function processorUse(before: ProcessorTimes, after: ProcessorTimes): ProcessorObservation {
  const total = after.total - before.total;
  const lab = [...after.lab].reduce((sum, [id, seconds]) => sum + seconds - (before.lab.get(id) ?? 0), 0);
  const stolen = after.stolen - before.stolen;
  const busy = total - (after.idle - before.idle) - stolen;
  return {
    labShare: lab / total,
    otherShare: Math.max(0, busy - lab) / total,
    stolenShare: stolen / total,
    ...(before.waiting !== undefined &&
      after.waiting !== undefined && {
        waitingShare: (1000 * (after.waiting - before.waiting)) / (after.at - before.at),
      }),
  };
}
