import { posix } from 'node:path';
import type { TopologyNode } from '../topology/topology-node.ts';
import { addressBatch } from './addresses.ts';
import { everyNodeNeeds } from './capabilities.ts';
import { beforeLinksScript, paths, startScript } from './scripts/start-script.ts';
import { type StatusParts, statusScript } from './scripts/status-script.ts';
import { sysctlsOf } from './sysctls.ts';

/** The first process of every node. */
export const agentProgram = '/usr/local/bin/switchover-agent';

/** Everything that the engine needs to start a node, as plain values. */
export interface NodePlan {
  readonly node: string;
  /** Rendered files by their path inside the container. */
  readonly files: ReadonlyMap<string, PlannedFile>;
  /** Command of the container's PID 1, with the interfaces that it waits for and the daemons that it listens to. */
  readonly command: readonly string[];
  /** All capabilities of the container, in alphabetical order. */
  readonly capabilities: readonly string[];
  readonly devices: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
}

export interface PlannedFile {
  readonly content: string;
  readonly executable?: true;
  /** It contains a key or a password: only root can read it in the container, and it is neither saved nor printed. */
  readonly secret?: true;
}

/** Permission bits of a file in its container. */
export const permissionsOf = ({ executable, secret }: PlannedFile): number =>
  secret ? 0o600 : executable ? 0o755 : 0o644;

/** The parts of a plan that differ between nodes. */
export interface Parts {
  readonly files?: readonly (readonly [string, string | PlannedFile])[];
  /** Lines of a script that runs before the node has its links. */
  readonly beforeLinks?: readonly string[];
  /** Lines of the start script before the node has an address. */
  readonly firstLines?: readonly string[];
  /** Lines of the start script after the addresses. */
  readonly lines: readonly string[];
  /** The daemons that its status script shows. Absent: it has no daemons. */
  readonly status?: StatusParts;
  readonly agentOptions?: readonly string[];
  /** Capabilities in addition to those that every node needs. */
  readonly capabilities?: readonly string[];
  readonly devices?: readonly string[];
}

/** A plan with the parts of every node: its addresses, its start script, and an agent that waits for its wires. */
export function plan(node: TopologyNode, parts: Parts): NodePlan {
  const { files = [], beforeLinks = [], firstLines = [], lines } = parts;
  const { agentOptions = [], capabilities = [], devices = [] } = parts;
  const { status = { charons: [], routing: false } } = parts;
  const start = startScript(node.name, [
    ...firstLines,
    `ip -batch ${paths.network}`,
    ...lines,
    `touch ${paths.ready}`,
  ]);
  const early =
    beforeLinks.length === 0
      ? []
      : [{ content: beforeLinksScript(node.name, beforeLinks), executable: true } as const];
  const links = [...node.interfaces, ...node.bridges].flatMap(({ name }) => ['--wait-link', name]);
  return {
    node: node.name,
    files: new Map<string, PlannedFile>([
      [paths.network, { content: addressBatch(node) }],
      ...early.map((file) => [paths.beforeLinks, file] as const),
      [paths.start, { content: start, executable: true }],
      [paths.status, { content: statusScript(status), executable: true }],
      ...files.map(([path, file]): [string, PlannedFile] => [
        path,
        typeof file === 'string' ? { content: file } : file,
      ]),
    ]),
    command: [
      posix.basename(agentProgram),
      ...early.flatMap(() => ['--first', paths.beforeLinks]),
      ...links,
      ...agentOptions,
      ...['--', paths.start],
    ],
    capabilities: [...new Set([...everyNodeNeeds, ...capabilities])].sort(),
    devices,
    sysctls: sysctlsOf(node),
  };
}
