import { charonProcess } from '../nodes/ipsec/dataplane.ts';
import { endedOnRequest, type ProcessEnd } from '../observations/events/process-end.ts';
import type { EventLog } from './event-log.ts';
import type { NodeFailure } from './node-failure.ts';

/** Lines to quote: those that the node's agent passed on for its daemons, and the node's own. */
const most = { passedOn: 10, plain: 5 };

/**
 * The last lines of a node that can explain its failure. What a node logged before somebody killed, stopped or removed
 * it is about other things, and so is what its other daemons log.
 *
 * @param lines the raw lines of the node's container
 * @returns undefined when no line can explain the failure
 */
export function lastWords(
  node: string,
  failure: NodeFailure,
  events: EventLog,
  lines: readonly string[],
): string[] | undefined {
  if (failure.kind === 'silent' || failure.kind === 'removed' || failure.kind === 'line-refused')
    return undefined;
  if (wasKilled(failure.end)) return undefined;
  if (failure.kind === 'ended' && endedOnRequest(failure.end)) return undefined;
  if (failure.kind === 'daemon-ended') {
    return events.lastLines(node, most.passedOn, (logger) => logsAs(failure.program, logger));
  }
  const plain = lines.filter((line) => !line.startsWith('{')).slice(-most.plain);
  return [...events.lastLines(node, most.passedOn), ...plain];
}

const sigkill = 9;
const sigterm = 15;

/** Whether a signal from outside ended it, of a person or of a kernel without memory. The engine adds 128 to the signal that ended a container. */
export function wasKilled(end: ProcessEnd): boolean {
  const signal = 'signal' in end ? end.signal : end.exitCode - 128;
  return signal === sigkill || signal === sigterm;
}

/** Whether a process logs under this name. The parts of keepalived log as `Keepalived` and `Keepalived_vrrp`. */
const logsAs = (process: string, logger: string): boolean =>
  process === charonProcess ? logger === 'charon' : logger.toLowerCase().replace(/_.*/, '') === process;
