import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** Names one process for good: its PID alone would be given to another one some day. */
const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /** When the process started, in the kernel's own unit since boot; empty where there is no /proc. */
  startTime: z.string(),
  /** Changes with every boot; empty where there is no /proc. */
  bootId: z.string(),
  hostname: z.string(),
});

export type Owner = Readonly<z.infer<typeof ownerSchema>>;

/**
 * Whether the process of an owner still runs. `elsewhere`: it belongs to another machine, so nobody here can
 * tell. `rebooted`: it belongs to a machine of this name before it was started anew, or to another one of the same name.
 */
export type OwnerState = 'alive' | 'dead' | 'rebooted' | 'elsewhere';

/** What a host knows about its processes. A value, so that a test can make one up. */
export interface ProcessTable {
  readonly hostname: string;
  readonly bootId: string;
  /** Undefined when there is no process with that PID. */
  readonly startTime: (pid: number) => string | undefined;
}

/** This process as an owner. */
export function thisOwner(processes: ProcessTable = thisHost()): Owner {
  const { pid } = process;
  return {
    pid,
    startTime: processes.startTime(pid) ?? '',
    bootId: processes.bootId,
    hostname: processes.hostname,
  };
}

export function ownerLabel(owner: Owner): string {
  return JSON.stringify(owner);
}

/** Reads an owner's label; undefined when it is none. */
export function parseOwner(label: string | undefined): Owner | undefined {
  if (label === undefined) return undefined;
  try {
    return ownerSchema.safeParse(JSON.parse(label)).data;
  } catch {
    return undefined;
  }
}

export function ownerState(owner: Owner, processes: ProcessTable = thisHost()): OwnerState {
  if (owner.hostname !== processes.hostname) return 'elsewhere';
  if (owner.bootId !== processes.bootId) return 'rebooted';
  return processes.startTime(owner.pid) === owner.startTime ? 'alive' : 'dead';
}

/** Whether a process of this machine, or of one that shares its name and files, is surely gone. */
export function isGone(owner: Owner, processes: ProcessTable = thisHost()): boolean {
  const state = ownerState(owner, processes);
  return state === 'dead' || state === 'rebooted';
}

/** The processes of the machine that this runs on. */
export function thisHost(): ProcessTable {
  return { hostname: hostname(), bootId: textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? '', startTime };
}

function startTime(pid: number): string | undefined {
  if (process.platform !== 'linux') return exists(pid) ? '' : undefined;
  const stat = textOf(`/proc/${pid}/stat`);
  // proc(5): field 22. Field 2 is the program's name in parentheses and may hold spaces and parentheses itself.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
