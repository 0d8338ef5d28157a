import type { NodeEvent } from '../observations/events/node-event.ts';

/**
 * What is left to know of past events once a lab is whole: the state that each thing came to. The ends of daemons and the
 * lines of their logs are about the past alone.
 *
 * @param events in the order of arrival, which is kept
 */
export function settledEvents(events: readonly NodeEvent[]): NodeEvent[] {
  const last = new Map<string, NodeEvent>();
  for (const event of events) {
    const subject = subjectOf(event);
    if (subject === undefined) continue;
    const key = [event.node, event.kind, subject].join(' ');
    last.delete(key);
    last.set(key, event);
  }
  return [...last.values()];
}

/** Of which part of its node an event tells the state; undefined: of none. */
function subjectOf(event: NodeEvent): string | undefined {
  switch (event.kind) {
    case 'ready':
      return '';
    case 'ike':
    case 'child':
      return event.tunnel;
    case 'bgp':
    case 'bfd':
      return event.neighbor;
    case 'route':
      return event.prefix;
    case 'carrier':
    case 'counters':
      return event.interface;
    case 'address':
      return `${event.interface} ${event.address}`;
    case 'failed':
    case 'exit':
    case 'overrun':
    case 'log':
      return undefined;
  }
}
