import { readFileSync } from 'node:fs';
import type { TopologyNode } from '../../src/topology/topology-node.ts';

export type NodeRole = TopologyNode['role'];

const nodeRoles: readonly NodeRole[] = [
  'host',
  'internet',
  'virtual-network',
  'site',
  'instance',
  'device',
  'client',
];

/** The capabilities of each kind of container in images/node/README.md, in alphabetical order. */
export function capabilityTable(): ReadonlyMap<string, readonly string[]> {
  const readme = readFileSync(new URL('../../images/node/README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('## Capabilities\n');
  const table = new Map<string, readonly string[]>();
  for (const [, containers = '', capability = ''] of section.matchAll(
    /^\| ([a-z, -]+) \| ([A-Z_]+) \| \S.* \|$/gm,
  )) {
    for (const kind of containers === 'every node' ? nodeRoles : containers.split(', ')) {
      table.set(kind, [...(table.get(kind) ?? []), capability].sort());
    }
  }
  return table;
}

/** Bits of capabilities (linux/capability.h). */
const bits: Readonly<Record<string, number>> = {
  CHOWN: 0,
  DAC_OVERRIDE: 1,
  KILL: 5,
  SETGID: 6,
  SETUID: 7,
  SETPCAP: 8,
  NET_BIND_SERVICE: 10,
  NET_ADMIN: 12,
  NET_RAW: 13,
  SYS_PTRACE: 19,
  SYS_ADMIN: 21,
};

/** A set of capabilities as the kernel writes it in /proc/PID/status. */
export function capabilityMask(capabilities: readonly string[]): string {
  const mask = capabilities.reduce((sum, name) => {
    const bit = bits[name];
    if (bit === undefined) throw new Error(`${name} is not a capability that a lab has.`);
    return sum | (1n << BigInt(bit));
  }, 0n);
  return mask.toString(16).padStart(16, '0');
}
