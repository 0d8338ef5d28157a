import type { Lab } from '../lab/lab.ts';
import type { ProcessorObservation } from '../observations/processor.ts';

/** Processor time since the engine's machine started, in seconds of one core. */
export interface ProcessorTimes {
  /** Of all cores, including idle time. */
  readonly total: number;
  readonly idle: number;
  /** Taken by other machines on the same host. */
  readonly stolen: number;
  /** Time in which at least one task waited for a processor; undefined where the kernel does not count it. */
  readonly waiting: number | undefined;
  /** Time for which the machine runs. */
  readonly up: number;
}

/** Processor times up to one moment. */
export interface ProcessorReading {
  readonly machine: ProcessorTimes;
  /** Of this program, in seconds. */
  readonly program: number;
  /** Of each container of the lab by its id, also of those that this program killed, in seconds. */
  readonly lab: ReadonlyMap<string, number>;
}

/** Reads the times of the machine, through any node, and those of each container. */
export async function readProcessor(lab: Lab): Promise<ProcessorReading> {
  const nodes = lab.topology.nodes.map(({ name }) => name).filter((name) => lab.runs(name));
  const [anyNode = ''] = nodes;
  const [machine, ...own] = await Promise.all([
    lab.jointly(anyNode).exec(['sh', '-c', machineTimes]),
    ...nodes.map(async (name) => [lab.node(name).container.id, await lab.processorSeconds(name)] as const),
  ]);
  const { user, system } = process.cpuUsage();
  return {
    machine: parseProcessorTimes(machine.stdout),
    program: (user + system) / 1e6,
    lab: new Map([...lab.killedProcessorSeconds, ...own]),
  };
}

/** The kernel's own files, also inside a container. */
const machineTimes = 'cat /proc/uptime; grep ^cpu /proc/stat; cat /proc/pressure/cpu || true';

/** Ticks of /proc/stat: USER_HZ is 100 on every Linux that runs containers (proc(5)). */
const ticksPerSecond = 100;

/**
 * Idle time is exact, and most kernels count busy time by what runs at each tick, which is wrong for programs that run
 * briefly and often, as a lab's do: in 18 s with a lab on 2 processors, the times of /proc/stat added up to 45 to 48 s, 27 to
 * 34 of them busy (CONFIG_TICK_CPU_ACCOUNTING, Linux 6.18). So the total comes from the clock, and what is not idle is busy:
 * 18 to 24 s, and 17 to 24 by the scheduler's own count.
 *
 * @param text /proc/uptime, the lines of /proc/stat that begin with "cpu", and /proc/pressure/cpu if there is one (proc(5))
 */
export function parseProcessorTimes(text: string): ProcessorTimes {
  const up = Number(/^([\d.]+) [\d.]+$/m.exec(text)?.[1] ?? 0);
  const cores = text.match(/^cpu\d+ /gm)?.length ?? 0;
  const ticks = /^cpu\s+(.*)/m.exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  // user nice system idle iowait irq softirq steal; guest time is counted in user time already.
  const [, , , idle = 0, iowait = 0, , , stolen = 0] = ticks;
  const waiting = /^some .*total=(\d+)/m.exec(text)?.[1];
  return {
    total: cores * up,
    idle: (idle + iowait) / ticksPerSecond,
    stolen: stolen / ticksPerSecond,
    waiting: waiting === undefined ? undefined : Number(waiting) / 1e6,
    up,
  };
}

/**
 * How the processor time between two readings was shared.
 *
 * @returns undefined if a container ended that this process did not kill: what it used was lost with it
 */
export function processorUse(
  before: ProcessorReading,
  after: ProcessorReading,
): ProcessorObservation | undefined {
  if ([...before.lab.keys()].some((id) => !after.lab.has(id))) return undefined;
  const total = after.machine.total - before.machine.total;
  const lab = [...after.lab].reduce((sum, [id, seconds]) => sum + seconds - (before.lab.get(id) ?? 0), 0);
  const stolen = after.machine.stolen - before.machine.stolen;
  const busy = total - (after.machine.idle - before.machine.idle) - stolen;
  const [waitingBefore, waitingAfter] = [before.machine.waiting, after.machine.waiting];
  return {
    labShare: lab / total,
    otherShare: Math.max(0, busy - lab) / total,
    programShare: (after.program - before.program) / total,
    stolenShare: stolen / total,
    ...(waitingBefore !== undefined &&
      waitingAfter !== undefined && {
        waitingShare: (waitingAfter - waitingBefore) / (after.machine.up - before.machine.up),
      }),
  };
}
