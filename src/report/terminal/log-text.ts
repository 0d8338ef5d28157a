import type { LoggedLine } from '../../engine/containers/container-output.ts';
import { type AgentRecord, readAgentRecord } from '../../observations/events/agent-record.ts';
import { processEndText } from '../../observations/events/process-end-text.ts';

/**
 * A line of a node's log for people, as syslog has it: time in UTC, node, who says it, text. Undefined for what only
 * programs read, such as packet counters.
 */
export function logText(node: string, { time, line }: LoggedLine): string | undefined {
  const said = wordsOf(line);
  if (!said) return undefined;
  const [by, text] = said;
  return `${time.slice(0, 10)} ${time.slice(11, 23)} ${node} ${by}: ${text}`;
}

/** The same for programs: what the agent wrote, with the node and the time. Other lines are of kind `output`. */
export function logRecord(node: string, { time, line }: LoggedLine): object {
  const record = readAgentRecord(line);
  // What the agent adds to a record one day is printed too.
  return { time, node, ...(record ? JSON.parse(line) : { kind: 'output', text: line }) };
}

type Words = readonly [by: string, text: string];

function wordsOf(line: string): Words | undefined {
  const record = readAgentRecord(line);
  if (record) return wordsOfRecord(record);
  return line.trim() === '' ? undefined : ['output', line.trimEnd()];
}

function wordsOfRecord(record: AgentRecord): Words | undefined {
  switch (record.kind) {
    case 'log':
      return [record.program || 'output', daemonText(record.text)];
    case 'ready':
      return ['start', 'the node is ready'];
    case 'failed':
      return ['start', `failed (${processEndText(record.status)})`];
    case 'exit':
      return [record.program, `ended (${processEndText(record.status)})`];
    case 'ike':
      return ['charon', `IKE SA ${record.connection} is ${upOrDown(record.up)}`];
    case 'child':
      return ['charon', `child SA of ${record.connection} is ${upOrDown(record.up)}`];
    case 'route':
      return ['kernel', routeText(record)];
    case 'carrier':
      return ['kernel', `${record.interface} ${record.up ? 'has a carrier' : 'lost its carrier'}`];
    case 'address':
      return ['kernel', `${record.interface} ${record.present ? 'has' : 'no longer has'} ${record.address}`];
    case 'overrun':
      return ['kernel', 'more messages than could be read; some are missing'];
    case 'counters':
      return undefined;
  }
}

/** Without FRR's name of the message, such as `[M59KS-A3ZXZ] `, and without the number of charon's thread. */
const daemonText = (text: string): string =>
  text.replace(/^\[[0-9A-Z]{5}-[0-9A-Z]{5}\] ?/, '').replace(/^\d\d(?=\[[A-Z]{3}\] )/, '');

function routeText({ prefix, hops }: Extract<AgentRecord, { kind: 'route' }>): string {
  if (hops.length === 0) return `the route to ${prefix} is gone`;
  const over = hops.map(({ gateway, interface: name }) =>
    gateway === undefined ? name : `${gateway} (${name})`,
  );
  return `route to ${prefix} over ${over.join(', ')}`;
}

const upOrDown = (up: boolean): string => (up ? 'up' : 'down');
