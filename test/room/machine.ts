import { readdir, readFile } from 'node:fs/promises';

/** What the machine has done so far, and what it has left. */
export interface MachineUse {
  readonly atMs: number;
  /** Seconds that all its processors were busy. */
  readonly busySeconds: number;
  /** Seconds of the server's process. */
  readonly serverSeconds: number;
  readonly serverMebibytes: number;
  readonly availableMebibytes: number;
}

/** The kernel's tick, as /proc counts (100 a second on every Linux that Node.js runs on). */
const ticksPerSecond = 100;

export async function machineUse(serverPid: number): Promise<MachineUse> {
  const [stat, memory, ofServer, status] = await Promise.all([
    readFile('/proc/stat', 'utf8'),
    readFile('/proc/meminfo', 'utf8'),
    readFile(`/proc/${serverPid}/stat`, 'utf8'),
    readFile(`/proc/${serverPid}/status`, 'utf8'),
  ]);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '')
    .split(' ')
    .map(Number);
  // The name of a process, in parentheses, may have blanks.
  const fields = ofServer.slice(ofServer.lastIndexOf(')') + 2).split(' ');
  const kibibytes = (text: string, name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]);
  return {
    atMs: performance.now(),
    busySeconds: (user + nice + system + irq + softirq) / ticksPerSecond,
    serverSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    serverMebibytes: kibibytes(status, 'VmRSS') / 1024,
    availableMebibytes: kibibytes(memory, 'MemAvailable') / 1024,
  };
}

/** Cores in use between two looks. */
export function coresBetween(before: MachineUse, after: MachineUse) {
  const seconds = (after.atMs - before.atMs) / 1000;
  return {
    machine: (after.busySeconds - before.busySeconds) / seconds,
    server: (after.serverSeconds - before.serverSeconds) / seconds,
  };
}

/** The threads of the processes with one of these names: what they start from now on runs where they run. */
export async function threadsOf(names: readonly string[]): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const threads = await Promise.all(
    pids.map(async (pid) => {
      // A process may end meanwhile.
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      if (!names.includes(name.trim())) return [];
      return (await readdir(`/proc/${pid}/task`).catch(() => [])).map(Number);
    }),
  );
  return threads.flat();
}
