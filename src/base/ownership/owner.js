/**
 * Plain JavaScript with types in comments: src/start/modules.js needs it before there are modules that could load
 * TypeScript.
 */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * One process, named so that no later process is taken for it: the kernel gives its PID to another process some day.
 *
 * @typedef {object} Owner
 * @property {number} pid
 * @property {string} startTime when it started, in the kernel's own unit since boot; empty without /proc
 * @property {string} bootId changes with every boot; empty without /proc
 * @property {string} hostname
 */

/**
 * Whether the process of an owner still runs. `elsewhere`: it belongs to another machine, and this one cannot tell.
 * `rebooted`: it belongs to a machine of this name before its last boot, or to another machine of the same name.
 *
 * @typedef {'alive' | 'dead' | 'rebooted' | 'elsewhere'} OwnerState
 */

/**
 * What a host knows about its processes. A value, so that tests can pass their own.
 *
 * @typedef {object} ProcessTable
 * @property {string} hostname
 * @property {string} bootId
 * @property {(pid: number) => string | undefined} startTime undefined when no process has that PID
 */

/**
 * This process as an owner.
 *
 * @param {ProcessTable} processes
 * @returns {Readonly<Owner>}
 */
export function thisOwner(processes = thisHost()) {
  const { pid } = process;
  return {
    pid,
    startTime: processes.startTime(pid) ?? '',
    bootId: processes.bootId,
    hostname: processes.hostname,
  };
}

/**
 * An owner as text, for a label or a lock file.
 *
 * @param {Readonly<Owner>} owner
 */
export function ownerLabel(owner) {
  return JSON.stringify(owner);
}

/**
 * Reads the label of an owner; undefined for any other text.
 *
 * @param {string | undefined} label
 * @returns {Readonly<Owner> | undefined}
 */
export function parseOwner(label) {
  try {
    const { pid, startTime, bootId, hostname } = JSON.parse(label ?? '');
    const isOwner = Number.isInteger(pid) && pid > 0 && [startTime, bootId, hostname].every(isText);
    return isOwner ? { pid, startTime, bootId, hostname } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string';

/**
 * @param {Readonly<Owner>} owner
 * @param {ProcessTable} processes
 * @returns {OwnerState}
 */
export function ownerState(owner, processes = thisHost()) {
  if (owner.hostname !== processes.hostname) return 'elsewhere';
  if (owner.bootId !== processes.bootId) return 'rebooted';
  return processes.startTime(owner.pid) === owner.startTime ? 'alive' : 'dead';
}

/**
 * Whether a process of this machine, or of one that shares its name and files, has surely ended.
 *
 * @param {Readonly<Owner>} owner
 * @param {ProcessTable} processes
 */
export function isGone(owner, processes = thisHost()) {
  const state = ownerState(owner, processes);
  return state === 'dead' || state === 'rebooted';
}

/**
 * The processes of the machine that this runs on.
 *
 * @returns {ProcessTable}
 */
export function thisHost() {
  return { hostname: hostname(), bootId: textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? '', startTime };
}

/** @param {number} pid */
function startTime(pid) {
  if (process.platform !== 'linux') return exists(pid) ? '' : undefined;
  const stat = textOf(`/proc/${pid}/stat`);
  // proc(5): field 22. Field 2 is the program's name in parentheses and may hold spaces and parentheses itself.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
}

/** @param {number} pid */
function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
