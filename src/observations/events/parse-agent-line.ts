import { readAgentRecord } from './agent-record.ts';
import { bfdChange, bgpChange } from './frr-log.ts';
import type { NodeEvent } from './node-event.ts';

/**
 * Parses one line of a node's agent. Undefined for a line of something else, such as a daemon that writes to the same
 * stream.
 *
 * @param epoch nanoseconds of CLOCK_MONOTONIC from which the event's time counts.
 */
export function parseAgentLine(node: string, line: string, epoch = 0): NodeEvent | undefined {
  const record = readAgentRecord(line);
  if (!record) return undefined;
  const { t, ...said } = record;
  const at = { node, time: t - epoch };
  switch (said.kind) {
    case 'ike':
    case 'child':
      return { ...at, kind: said.kind, tunnel: said.connection, up: said.up };
    case 'route':
      return { ...at, kind: 'route', prefix: said.prefix, nextHops: said.hops.map(nextHop) };
    case 'failed':
      return { ...at, kind: 'failed', end: said.status };
    case 'exit':
      return { ...at, kind: 'exit', program: said.program, end: said.status };
    case 'log':
      return { ...at, ...(bgpChange(said) ?? bfdChange(said) ?? said) };
    default:
      return { ...at, ...said };
  }
}

function nextHop({ gateway, interface: name }: { gateway?: string | undefined; interface: string }) {
  return { ...(gateway !== undefined && { gateway }), interface: name };
}
